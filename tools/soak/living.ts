import type { CDPSession } from '@playwright/test'

/** How many objects of this class (and those made of it) are alive in the page. Collect garbage before. */
export async function living(session: CDPSession, name: string): Promise<number> {
  const objectGroup = 'living'
  const { result } = await session.send('Runtime.evaluate', { expression: `${name}.prototype`, objectGroup })
  if (!result.objectId) throw new Error(`${name} is not known here`)
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId,
    objectGroup,
  })
  const { result: length } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return this.filter((one) => !Object.hasOwn(one, 'constructor')).length }`,
    returnByValue: true,
  })
  await session.send('Runtime.releaseObjectGroup', { objectGroup })
  return Number(length.value)
}

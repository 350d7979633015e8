import { host } from './host.ts'
import { NativeWindow } from './native-window.ts'

export type Question = {
  title: string
  message: string
  detail: string
  buttons: string[]
  /** The button of the Enter key. */
  defaultButton: number
  /** Text to begin with, when something is to be typed. */
  input?: string
}

/** Whether somebody sits before real windows; nobody does when headless or when a test is connected. */
export const canAsk = (): boolean =>
  host.chrome?.headless === false && host.args?.debuggingPort === undefined && !host.exiting

/** Asks in a small window of its own. Undefined when it was closed without an answer. */
export async function ask(question: Question): Promise<{ button: number; text: string } | undefined> {
  const { chrome } = host
  if (!chrome) return undefined
  const box = { width: 460, height: question.input === undefined ? 200 : 240 }
  const window = await NativeWindow.open(chrome, 'data:text/html,', box, true, (page) =>
    page.send('Runtime.runIfWaitingForDebugger'),
  )
  const { page } = window
  const closed = new Promise<undefined>((resolve) => page.onDetached(() => resolve(undefined)))
  const expression = `(${showQuestion})(${JSON.stringify(question)})`
  const answered = page
    .send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    .then(({ result }) => result.value as { button: number; text: string } | undefined)
    .catch(() => undefined)
  const answer = await Promise.race([answered, closed])
  await window.close()
  return answer
}

/** Runs in the window: it may use nothing from this module's scope. */
function showQuestion({ title, message, detail, buttons, defaultButton, input }: Question): Promise<unknown> {
  document.title = title
  document.body.style.cssText = 'font:14px/1.5 system-ui,sans-serif;margin:20px;color-scheme:light dark'
  const line = (text: string, style: string): void => {
    const element = document.createElement('p')
    element.textContent = text
    element.style.cssText = `margin:0 0 10px;white-space:pre-wrap;${style}`
    document.body.append(element)
  }
  line(message, 'font-weight:600')
  if (detail) line(detail, '')
  const field = document.createElement('input')
  field.value = input ?? ''
  field.style.cssText = 'box-sizing:border-box;width:100%;padding:6px;margin-bottom:12px'
  if (input !== undefined) document.body.append(field)
  return new Promise((resolve) => {
    for (const [index, label] of buttons.entries()) {
      const button = document.createElement('button')
      button.textContent = label
      button.style.cssText = 'padding:6px 14px;margin-right:8px'
      button.onclick = () => resolve({ button: index, text: field.value })
      document.body.append(button)
      if (index === defaultButton) button.focus()
    }
    if (input !== undefined) field.focus()
    field.onkeydown = ({ key }) => {
      if (key === 'Enter') resolve({ button: defaultButton, text: field.value })
    }
  })
}

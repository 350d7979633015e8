import { Select } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Contract } from '../../../shared/ipc/contract.ts'
import type { z } from '../../../shared/lib/schema.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { AuditLines, auditTexts } from '../recordings/index.ts'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'

type Entries = z.infer<Contract['admin']['audit']['output']>['entries']

const page = 100
const areas = [
  ['', 'all'],
  ['recording', 'areaRecordings'],
  ['hold', 'areaHolds'],
  ['supervision', 'areaSupervision'],
  ['admin', 'areaSettings'],
  ['audit', 'areaAudit'],
] as const

/** Who did what to whose, for auditors and administrators. */
export function Audit() {
  const say = useText(auditTexts)
  const bridge = useBridge()
  const [area, setArea] = useState('recording')
  const [entries, setEntries] = useState<Entries>()
  const [more, setMore] = useState(false)
  const ask = async (before?: number) => {
    const answer = await bridge.admin.audit({
      limit: page,
      ...(area ? { area } : {}),
      ...(before ? { before } : {}),
    })
    if (!told(answer) || !answer.ok) return
    const { entries: found } = answer.value
    setEntries((shown) => (before ? [...(shown ?? []), ...found] : found))
    setMore(found.length === page)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each choice, since asking is audited
  useEffect(() => void ask(), [area])
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('why')}</p>
      <Select
        size="xs"
        w={220}
        aria-label={say('what')}
        value={area}
        allowDeselect={false}
        data={areas.map(([value, word]) => ({ value, label: say(word) }))}
        onChange={(value) => setArea(value ?? '')}
      />
      {entries?.length === 0 && <p className={css.hint}>{say('none')}</p>}
      {entries && entries.length > 0 && (
        <div className={css.block}>
          <AuditLines entries={entries} />
        </div>
      )}
      {more && (
        <div className={css.row}>
          <Button onClick={() => void ask(entries?.at(-1)?.at)}>{say('older')}</Button>
        </div>
      )}
    </Section>
  )
}

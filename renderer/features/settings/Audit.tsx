import { Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Contract } from '../../../shared/ipc/contract.ts'
import type { ContactId, OperatorId } from '../../../shared/lib/ids.ts'
import type { z } from '../../../shared/lib/schema.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany, useOperatorName } from '../../bridge/mirrors.ts'
import { startOfDay } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { AuditLines, auditTexts } from '../recordings/index.ts'
import { auditCsv } from './audit-csv.ts'
import { Section, told } from './parts.tsx'
import css from './settings.module.css'

type Entries = z.infer<Contract['admin']['audit']['output']>['entries']

const page = 100
const dayMs = 86_400_000
const areas = [
  ['', 'all'],
  ['card', 'areaCards'],
  ['recording', 'areaRecordings'],
  ['redaction', 'areaMasked'],
  ['hold', 'areaHolds'],
  ['supervision', 'areaSupervision'],
  ['admin', 'areaSettings'],
  ['audit', 'areaAudit'],
] as const
const spans = { any: undefined, today: 0, week: 6, month: 29 } as const

/** Who did what to whose, and when, for auditors and administrators; to be looked through and taken away. */
export function Audit() {
  const say = useText(auditTexts)
  const bridge = useBridge()
  const company = useCompany()
  const nameOf = useOperatorName()
  const openPerson = usePerson((s) => s.personId)
  const today = startOfDay(Date.now() + useClockOffset())
  const [area, setArea] = useState('')
  const [actor, setActor] = useState('')
  const [span, setSpan] = useState<keyof typeof spans>('any')
  const [ofPerson, setOfPerson] = useState('')
  const [entries, setEntries] = useState<Entries>()
  const [more, setMore] = useState(false)
  const days = spans[span]
  const from = days === undefined ? undefined : today - days * dayMs
  const filters = {
    ...(area ? { area } : {}),
    ...(actor ? { actor: actor as OperatorId } : {}),
    ...(ofPerson ? { contactId: ofPerson as ContactId } : {}),
    ...(from === undefined ? {} : { from }),
  }
  const ask = async (before?: number) => {
    const answer = await bridge.admin.audit({ limit: page, ...filters, ...(before ? { before } : {}) })
    if (!told(answer) || !answer.ok) return
    const { entries: found } = answer.value
    setEntries((shown) => (before ? [...(shown ?? []), ...found] : found))
    setMore(found.length === page)
  }
  const download = async () => {
    const answer = await bridge.admin.exportAudit(filters)
    if (!told(answer) || !answer.ok) return
    const url = URL.createObjectURL(new Blob([auditCsv(answer.value.entries, nameOf)], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `audit-${new Date().toISOString().slice(0, 10)}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each choice, since asking is audited
  useEffect(() => void ask(), [area, actor, span, ofPerson])
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('why')}</p>
      <div className={css.row}>
        <Select
          size="xs"
          w={170}
          aria-label={say('what')}
          value={area}
          allowDeselect={false}
          data={areas.map(([value, word]) => ({ value, label: say(word) }))}
          onChange={(value) => setArea(value ?? '')}
        />
        <Select
          size="xs"
          w={170}
          searchable
          aria-label={say('who')}
          value={actor}
          allowDeselect={false}
          data={[
            { value: '', label: say('anybody') },
            ...(company?.operators ?? []).map((o) => ({ value: o.operatorId as string, label: o.name })),
          ]}
          onChange={(value) => setActor(value ?? '')}
        />
        <Select
          size="xs"
          w={130}
          aria-label={say('when')}
          value={span}
          allowDeselect={false}
          data={(Object.keys(spans) as (keyof typeof spans)[]).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => setSpan((value ?? 'any') as keyof typeof spans)}
        />
        {openPerson && (
          <Select
            size="xs"
            w={170}
            aria-label={say('person')}
            value={ofPerson}
            allowDeselect={false}
            data={[
              { value: '', label: say('anyPerson') },
              { value: openPerson, label: say('openPerson') },
            ]}
            onChange={(value) => setOfPerson(value ?? '')}
          />
        )}
        <Button icon={IconDownload} onClick={() => void download()}>
          {say('export')}
        </Button>
      </div>
      {entries?.length === 0 && <p className={css.hint}>{say('none')}</p>}
      {entries && entries.length > 0 && (
        <div className={css.auditBlock}>
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

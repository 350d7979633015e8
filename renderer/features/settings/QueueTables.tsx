import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import {
  holidaysCsv,
  peopleCsv,
  type ReadFault,
  readHolidays,
  readPeople,
} from '../../../shared/domain/routing-csv.ts'
import { routingOf } from '../../../shared/domain/routing-settings.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { ImportButton } from './ImportButton.tsx'
import { told } from './parts.tsx'
import { QueueRulesTable } from './QueueRulesTable.tsx'
import { queueTexts } from './queue-texts.ts'
import { save } from './save-file.ts'
import css from './settings.module.css'

const largestFile = 1_000_000

/** Many people or holidays at once, as tables for a spreadsheet. */
export function QueueTables() {
  const say = useText(queueTexts)
  const bridge = useBridge()
  const company = useCompany()
  if (!company) return null
  const takePeople = async (text: string) => {
    const read = readPeople(text, company)
    if (!read) return undefined
    const { operatorQueues, routing, faults } = read
    return told(await bridge.routing.change({ operatorQueues, routing })) ? faults : []
  }
  const takeHolidays = async (text: string) => {
    const read = readHolidays(text, routingOf(company))
    if (!read) return undefined
    return told(await bridge.routing.change({ routing: { schedules: read.schedules } })) ? read.faults : []
  }
  return (
    <>
      <QueueRulesTable />
      <Table
        title={say('peopleTitle')}
        hint={say('peopleHint')}
        file="kommutator-people.csv"
        out={() => peopleCsv(company)}
        take={takePeople}
      />
      <Table
        title={say('holidaysTitle')}
        hint={say('holidaysHint')}
        file="kommutator-holidays.csv"
        out={() => holidaysCsv(routingOf(company))}
        take={takeHolidays}
      />
    </>
  )
}

function Table(props: {
  title: string
  hint: string
  file: string
  out: () => string
  /** What was left out; undefined when it is no such table. */
  take: (text: string) => Promise<ReadFault[] | undefined>
}) {
  const { title, hint, file, out, take } = props
  const say = useText(queueTexts)
  const language = useLanguage()
  const [faults, setFaults] = useState<readonly ReadFault[]>([])
  const read = async (chosen: File) => {
    const found = chosen.size > largestFile ? undefined : await take(await chosen.text())
    if (!found) return notify({ tone: 'red', title: sentence('IMPORT_UNREADABLE', language) })
    setFaults(found)
    notify({ tone: 'green', title: say('imported'), life: 4000 })
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{title}</h3>
      <p className={css.hint}>{hint}</p>
      <div className={css.keyTools}>
        <Button icon={IconDownload} onClick={() => save(out(), file)}>
          {say('export')}
        </Button>
        <ImportButton
          words={say('import')}
          label={`${title}: ${say('import')}`}
          accept="text/csv,.csv"
          onFile={(chosen) => void read(chosen)}
        />
      </div>
      {faults.length > 0 && (
        <p className={css.fault} role="status">
          {say('faults', {
            lines: faults.map(({ line, what }) => say('fault', { line: String(line), what })).join(', '),
          })}
        </p>
      )}
    </div>
  )
}

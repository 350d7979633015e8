import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { type QueuesRead, queuesCsv, readQueues } from '../../../shared/domain/queue-csv.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button } from '../../ui/primitives.tsx'
import { ImportButton } from './ImportButton.tsx'
import { queueTexts } from './queue-texts.ts'
import { RowFaults } from './RowFaults.tsx'
import { save } from './save-file.ts'
import css from './settings.module.css'
import { useChangeRouting } from './use-change-routing.ts'

const largestFile = 1_000_000

/** All queues and their rules as a table; one that comes back is shown as what it would change, and then taken or not. */
export function QueueRulesTable() {
  const say = useText(queueTexts)
  const language = useLanguage()
  const company = useCompany()
  const change = useChangeRouting()
  const [read, setRead] = useState<QueuesRead>()
  if (!company) return null
  const open = async (file: File) => {
    const found = file.size > largestFile ? undefined : readQueues(await file.text(), company)
    if (!found) notify({ tone: 'red', title: sentence('IMPORT_UNREADABLE', language) })
    setRead(found)
  }
  const take = async ({ queues, rules }: QueuesRead) => {
    if (!(await change({ queues, routing: { queues: rules } }))) return
    setRead(undefined)
    notify({ tone: 'green', title: say('imported'), life: 4000 })
  }
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('rulesTitle')}</h3>
      <p className={css.hint}>{say('rulesHint')}</p>
      <div className={css.keyTools}>
        <Button icon={IconDownload} onClick={() => save(queuesCsv(company), 'kommutator-queues.csv')}>
          {say('export')}
        </Button>
        <ImportButton
          words={say('import')}
          label={`${say('rulesTitle')}: ${say('import')}`}
          accept="text/csv,.csv"
          onFile={(file) => void open(file)}
        />
      </div>
      {read && (
        <section className={css.preview} aria-label={say('previewTitle')}>
          <h4 className={css.label}>
            {read.differences.length ? say('previewTitle') : say('previewNothing')}
          </h4>
          {read.differences.map(({ queueId, isNew, fields }) => {
            const queue = read.queues.find((q) => q.queueId === queueId)
            return (
              <div key={queueId}>
                <b>{queue ? localise(queue.name, language) : queueId}</b>
                {isNew && <span className={css.dim}> · {say('previewNew')}</span>}
                <table className={css.table}>
                  <thead>
                    <tr>
                      <td />
                      <th scope="col">{say('previewFrom')}</th>
                      <th scope="col">{say('previewTo')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {fields.map(({ column, from, to }) => (
                      <tr key={column}>
                        <th scope="row">{column}</th>
                        <td>{from || '–'}</td>
                        <td>{to || '–'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          })}
          <RowFaults faults={read.faults} />
          <div className={css.row}>
            <Button look="primary" disabled={read.differences.length === 0} onClick={() => void take(read)}>
              {say('previewTake')}
            </Button>
            <Button onClick={() => setRead(undefined)}>{say('previewCancel')}</Button>
          </div>
        </section>
      )}
    </div>
  )
}

import { Progress } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { contactsCsv } from '../../../shared/domain/contact-csv.ts'
import { type ErrorCode, sentence } from '../../../shared/lib/errors.ts'
import type { ContactId } from '../../../shared/lib/ids.ts'
import type { ImportOutcome } from '../../../shared/protocol/people-protocol.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { ImportButton } from './ImportButton.tsx'
import { type ImportRun, useImport } from './import-run.ts'
import { Section, told } from './parts.tsx'
import { peopleTexts } from './people-texts.ts'
import { save } from './save-file.ts'
import css from './settings.module.css'

const mostShown = 200

/** Many customers at once, in and out, as a table: for administrators. */
export function People(props: { onOpenPerson: (contactId: ContactId) => void }) {
  const say = useText(peopleTexts)
  const company = useCompany()
  const run = useImport((s) => s)
  const busy = run.phase === 'checking' || run.phase === 'running'
  if (!company) return null
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('hint')}</p>
      <p className={css.hint}>{say('rule')}</p>
      <div className={css.keyTools}>
        {!busy && (
          <ImportButton
            words={say('choose')}
            accept="text/csv,.csv,.txt"
            onFile={(file) => void run.choose(file, company)}
          />
        )}
        <Export />
      </div>
      {run.phase !== 'none' && <Run run={run} onOpenPerson={props.onOpenPerson} />}
    </Section>
  )
}

function Export() {
  const say = useText(peopleTexts)
  const bridge = useBridge()
  const company = useCompany()
  const [progress, setProgress] = useState<{ n: number; all: number }>()
  const all = async () => {
    const rows: Parameters<typeof contactsCsv>[0][number][] = []
    for (let after: string | undefined, first = true; first || after; first = false) {
      const answer = await bridge.people.export(after ? { after } : {})
      if (!told(answer) || !answer.ok) return setProgress(undefined)
      rows.push(...answer.value.rows)
      after = answer.value.after
      setProgress({ n: rows.length, all: answer.value.total })
    }
    if (company) save(contactsCsv(rows, company), 'kommutator-customers.csv')
    setProgress(undefined)
  }
  return (
    <>
      <Button icon={IconDownload} disabled={progress !== undefined} onClick={() => void all()}>
        {say('exportAll')}
      </Button>
      {progress && (
        <span className={css.dim} role="status">
          {say('exporting', { n: String(progress.n), all: String(progress.all) })}
        </span>
      )}
    </>
  )
}

function Run(props: { run: ImportRun; onOpenPerson: (contactId: ContactId) => void }) {
  const { run, onOpenPerson } = props
  const say = useText(peopleTexts)
  const language = useLanguage()
  const { phase, rows, outcomes, faults, unknown, code } = run
  if (phase === 'unreadable')
    return (
      <p className={css.fault} role="alert">
        {sentence('IMPORT_UNREADABLE', language)}
      </p>
    )
  const busy = phase === 'checking' || phase === 'running'
  const part = { n: String(outcomes.length), all: String(rows.length) }
  const count = (what: ImportOutcome['what']) => outcomes.filter((o) => o.what === what).length
  const taken = count('new') + count('changed')
  const numbers = [
    ['new', count('new')],
    ['changed', count('changed')],
    ['same', count('same')],
    ['refused', count('refused') + faults.length],
  ] as const
  const refused = [
    ...faults.map(({ line, code, what }) => ({ line, code, what, people: [] as ImportOutcome['people'] })),
    ...outcomes.flatMap(({ line, code, people }) =>
      code ? [{ line, code: code as ErrorCode, what: '', people }] : [],
    ),
  ].sort((a, b) => a.line - b.line)
  return (
    <section className={css.preview} aria-label={run.fileName}>
      <b>{run.fileName}</b>
      <div role="status">
        {busy && say(phase, part)}
        {phase === 'stopped' && `${say('stopped', part)}. ${code ? sentence(code, language) : ''}`}
        {phase === 'checked' && say('checked')}
        {phase === 'done' && say('done')}
      </div>
      {busy && (
        <Progress value={(100 * outcomes.length) / Math.max(1, rows.length)} aria-label={run.fileName} />
      )}
      <div className={css.numbers}>
        {numbers.map(([what, n]) => (
          <span key={what} data-what={what}>
            <b className="num">{n}</b> {say(what)}
          </span>
        ))}
      </div>
      {unknown.length > 0 && (
        <p className={css.hint} data-tone="amber">
          {say('unknown', { names: unknown.join(', ') })}
        </p>
      )}
      {refused.length > 0 && (
        <ul className={css.rowFaults}>
          {refused.slice(0, mostShown).map(({ line, code, what, people }) => (
            <li key={line}>
              <b>{say('row', { line: String(line) })}</b>
              {what && <code>{what}</code>}
              <span>{sentence(code, language)}</span>
              {people.map(({ contactId, name }) => (
                <Button key={contactId} look="link" size="small" onClick={() => onOpenPerson(contactId)}>
                  {name}
                </Button>
              ))}
            </li>
          ))}
          {refused.length > mostShown && <li>{say('more', { n: String(refused.length - mostShown) })}</li>}
        </ul>
      )}
      <div className={css.row}>
        {phase === 'checked' && (
          <Button look="primary" disabled={taken === 0} onClick={() => void run.take()}>
            {say('take', { count: taken })}
          </Button>
        )}
        {phase === 'stopped' && (
          <Button look="primary" onClick={() => void run.take()}>
            {say('goOn')}
          </Button>
        )}
        {!busy && <Button onClick={run.forget}>{say('forget')}</Button>}
      </div>
    </section>
  )
}

import { Select, TextInput } from '@mantine/core'
import { IconArchiveOff, IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Queue } from '../../../shared/domain/company.ts'
import { newId, type QueueId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { Button } from '../../ui/primitives.tsx'
import { OneQueue } from './OneQueue.tsx'
import { Section } from './parts.tsx'
import { QueueTables } from './QueueTables.tsx'
import { queueTexts } from './queue-texts.ts'
import { Schedules } from './Schedules.tsx'
import css from './settings.module.css'
import { useChangeRouting } from './use-change-routing.ts'

const none: readonly Queue[] = []

/** Who is offered what, how soon it is to be answered, and when: for administrators. */
export function Queues() {
  const say = useText(queueTexts)
  const language = useLanguage()
  const queues = useCompany()?.queues ?? none
  const change = useChangeRouting()
  const [open, setOpen] = useState<QueueId>()
  const put = (next: Queue) => change({ queues: queues.map((q) => (q.queueId === next.queueId ? next : q)) })
  const add = async (name: string) => {
    const queueId = `q-${newId<string>()}` as QueueId
    const made = await change({ queues: [...queues, { queueId, name: { ru: name, pl: name, en: name } }] })
    if (made) setOpen(queueId)
    return made
  }
  const archived = queues.filter((q) => q.archived)
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('hint')}</p>
      {queues
        .filter((q) => !q.archived)
        .map((queue) => (
          <OneQueue
            key={queue.queueId}
            queue={queue}
            open={open === queue.queueId}
            onToggle={() => setOpen(open === queue.queueId ? undefined : queue.queueId)}
            onChange={(next) => void put(next)}
          />
        ))}
      <AddOne label={say('newQueue')} button={say('addQueue')} onAdd={add} />
      {archived.length > 0 && (
        <div className={css.block}>
          <h3 className={css.subtitle}>{say('archived')}</h3>
          {archived.map(({ archived: _, ...queue }) => (
            <div key={queue.queueId} className={css.listed}>
              <span className="ellipsis">{localise(queue.name, language)}</span>
              <Button icon={IconArchiveOff} onClick={() => void put(queue)}>
                {say('restore')}
              </Button>
            </div>
          ))}
        </div>
      )}
      <Accounts />
      <Schedules />
      <QueueTables />
    </Section>
  )
}

/** A name for something new, and the button that makes it. */
export function AddOne(props: { label: string; button: string; onAdd: (name: string) => Promise<boolean> }) {
  const { label, button, onAdd } = props
  const [name, setName] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && (await onAdd(name.trim()))) setName('')
  }
  return (
    <form className={css.addOne} onSubmit={submit}>
      <TextInput
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button icon={IconPlus} submit disabled={!name.trim()}>
        {button}
      </Button>
    </form>
  )
}

/** Which queue what comes to each account of the company goes to. */
function Accounts() {
  const say = useText(queueTexts)
  const language = useLanguage()
  const channelName = useChannelName()
  const company = useCompany()
  const change = useChangeRouting()
  const queues = company?.queues.filter((q) => !q.archived) ?? none
  if (!company?.accounts.length) return null
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('accounts')}</h3>
      <p className={css.hint}>{say('accountsHint')}</p>
      {company.accounts.map(({ accountId, kind, name, queueId }) => (
        <div key={accountId} className={css.listed}>
          <span className="ellipsis">
            {channelName(kind)}
            {name && <span className={css.dim}> · {name}</span>}
          </span>
          <Select
            w={200}
            aria-label={`${channelName(kind)}, ${name}`}
            value={queueId}
            allowDeselect={false}
            data={queues.map((q) => ({ value: q.queueId, label: localise(q.name, language) }))}
            onChange={(id) =>
              id && id !== queueId && void change({ accountQueues: [{ accountId, queueId: id as QueueId }] })
            }
          />
        </div>
      ))}
    </div>
  )
}

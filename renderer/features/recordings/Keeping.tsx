import { Popover } from '@mantine/core'
import { IconDownload, IconEar, IconGavel } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { keptUntil, policyOf } from '../../../shared/domain/recording-rules.ts'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, useMe } from '../../bridge/mirrors.ts'
import { shortDate } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { AuditList } from './AuditList.tsx'
import css from './recordings.module.css'
import { texts } from './texts.ts'
import { useTold } from './told.ts'

const noHolds: { holdId: string; callId: string | undefined; why: string }[] = []

/** How long a recording is kept, and what those may do who answer for it: hold it, see who listened, keep it as a file. */
export function Keeping(props: { item: CallItem; part: RecordingPart }) {
  const { item, part } = props
  const say = useText(texts)
  const roles = useMe()?.roles ?? []
  const audits = roles.some((role) => role === 'admin' || role === 'auditor')
  const downloads = roles.some((role) => role === 'admin' || role === 'supervisor')
  return (
    <span className={css.keeping}>
      <KeptUntil item={item} part={part} />
      {audits && <HoldButton item={item} />}
      {audits && (
        <Popover position="bottom-end" shadow="md" withinPortal>
          <Popover.Target>
            <IconButton icon={IconEar} iconSize={16} label={say('whoListened')} />
          </Popover.Target>
          <Popover.Dropdown>
            <AuditList subject={part.recordingId} />
          </Popover.Dropdown>
        </Popover>
      )}
      {downloads && <Download part={part} />}
    </span>
  )
}

/** The same rules that the hub's retention goes by; a legal hold beats them. */
function KeptUntil(props: { item: CallItem; part: RecordingPart }) {
  const { item, part } = props
  const say = useText(texts)
  const company = useCompany()
  const holds = usePerson((s) => s.card?.holds ?? noHolds)
  const hold = holds.find((h) => h.callId === undefined || h.callId === item.callId)
  if (hold)
    return (
      <span className={css.amber} title={hold.why}>
        {say('onHold')}
      </span>
    )
  const until =
    company && keptUntil(policyOf(company.settings), item, part.startedAt ?? item.answeredAt ?? item.at)
  if (until === undefined) return null
  return (
    <span className={`num ${css.faint}`}>{say('keptUntil', { date: shortDate(until, Date.now()) })}</span>
  )
}

function HoldButton(props: { item: CallItem }) {
  const { callId, contactId } = props.item
  const say = useText(texts)
  const bridge = useBridge()
  const told = useTold()
  const holds = usePerson((s) => s.card?.holds ?? noHolds)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const hold = holds.find((h) => h.callId === callId)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (why.trim().length < 3) return
    const answer = hold
      ? await bridge.recordings.liftHold({ holdId: hold.holdId, contactId, why: why.trim() })
      : await bridge.recordings.placeHold({ holdId: newId<string>(), contactId, callId, why: why.trim() })
    if (!told(answer)) return
    setOpen(false)
    setWhy('')
  }
  const label = say(hold ? 'liftHold' : 'placeHold')
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <IconButton
          icon={IconGavel}
          iconSize={16}
          label={label}
          aria-pressed={hold !== undefined}
          onClick={() => setOpen(!open)}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <form className={css.holdForm} onSubmit={submit}>
          <p className={css.sentence}>{say(hold ? 'liftHoldWhy' : 'placeHoldWhy')}</p>
          <input
            className={css.commentField}
            value={why}
            maxLength={500}
            data-autofocus
            aria-label={say('holdReason')}
            placeholder={say('holdReason')}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button submit size="small" look="primary" disabled={why.trim().length < 3}>
            {label}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function Download(props: { part: RecordingPart }) {
  const { recordingId } = props.part
  const say = useText(texts)
  const bridge = useBridge()
  const told = useTold()
  const [busy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    const answer = await bridge.recordings.download({ recordingId })
    setBusy(false)
    if (told(answer) && answer.ok)
      notify({ title: say('downloaded'), detail: answer.value.file, tone: 'green', life: 8000 })
  }
  return (
    <IconButton
      icon={IconDownload}
      iconSize={16}
      label={say('download')}
      disabled={busy}
      onClick={() => void download()}
    />
  )
}

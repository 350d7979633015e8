import { Popover } from '@mantine/core'
import { IconDownload, IconEar } from '@tabler/icons-react'
import { useState } from 'react'
import type { CardHold } from '../../../shared/domain/card.ts'
import { keptUntil, policyOf } from '../../../shared/domain/recording-rules.ts'
import type { CallItem, RecordingPart } from '../../../shared/domain/timeline.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, useMe } from '../../bridge/mirrors.ts'
import { shortDate } from '../../i18n/format.ts'
import { useText } from '../../i18n/use-text.tsx'
import { notify } from '../../ui/notices.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import { usePerson } from '../person/index.ts'
import { AuditList } from './AuditList.tsx'
import { HoldButton } from './HoldButton.tsx'
import { useMayHold } from './HoldForm.tsx'
import { holdTexts } from './hold-texts.ts'
import css from './recordings.module.css'
import { texts } from './texts.ts'
import { useTold } from './told.ts'

const noHolds: CardHold[] = []

/** How long a recording is kept, and what those may do who answer for it: hold it, see who listened, keep it as a file. */
export function Keeping(props: { item: CallItem; part: RecordingPart }) {
  const { item, part } = props
  const say = useText(texts)
  const roles = useMe()?.roles ?? []
  const audits = useMayHold()
  const hold = usePerson((s) => s.card?.holds ?? noHolds).find((h) => h.callId === item.callId)
  const downloads = roles.some((role) => role === 'admin' || role === 'supervisor')
  return (
    <span className={css.keeping}>
      <KeptUntil item={item} part={part} />
      {audits && (
        <HoldButton
          contactId={item.contactId}
          callId={item.callId}
          {...(hold ? { holdId: hold.holdId } : {})}
        />
      )}
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
  const sayHold = useText(holdTexts)
  const company = useCompany()
  const holds = usePerson((s) => s.card?.holds ?? noHolds)
  const hold = holds.find((h) => h.callId === undefined || h.callId === item.callId)
  if (hold)
    return (
      <span className={css.amber} title={hold.why}>
        {sayHold('onHold')}
      </span>
    )
  const until =
    company && keptUntil(policyOf(company.settings), item, part.startedAt ?? item.answeredAt ?? item.at)
  if (until === undefined) return null
  return (
    <span className={`num ${css.faint}`}>{say('keptUntil', { date: shortDate(until, Date.now()) })}</span>
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

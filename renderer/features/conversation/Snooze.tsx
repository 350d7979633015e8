import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconClockPause, IconClockPlay } from '@tabler/icons-react'
import type { InboxRow } from '../../../shared/domain/conversation.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useClockOffset, useCompany } from '../../bridge/mirrors.ts'
import { moment } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { useCommand } from '../../keys/keys.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import { useTellFailure } from './actions.ts'
import { type SnoozeChoice, snoozeUntil } from './snooze-time.ts'
import { conversationTexts } from './texts.ts'

const choices: readonly SnoozeChoice[] = ['Hour', 'Three', 'Tomorrow', 'Monday']

/** Out of sight for a while, or off to a queue: what is not for this operator now. */
export function SnoozeButton(props: { row: InboxRow; name: string }) {
  const { row, name } = props
  const say = useText(conversationTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const company = useCompany()
  const offset = useClockOffset()
  const tell = useTellFailure()
  const { conversationId } = row
  const asleep = row.snoozedUntil !== undefined
  const wake = async () => void tell(await bridge.routing.wake({ conversationId }))
  const snooze = async (choice: SnoozeChoice) => {
    const until = snoozeUntil(choice, Date.now()) + offset
    if (!tell(await bridge.routing.snooze({ conversationId, until }))) return
    notify({
      icon: IconClockPause,
      title: say('snoozedFor', { time: moment(until, Date.now() + offset, language) }),
      detail: name,
      action: { label: say('undo'), icon: IconArrowBackUp, undo: true, run: () => void wake() },
    })
  }
  const requeue = async (queueId: InboxRow['queueId'], queue: string) => {
    const answer = await bridge.routing.requeue({ conversationId, ...(queueId ? { queueId } : {}) })
    if (tell(answer)) notify({ icon: IconArrowBackUp, title: say('requeued', { queue }), detail: name })
  }
  useCommand('conversation.snooze', () => void (asleep ? wake() : snooze('Hour')))
  const nameOf = (queueId: InboxRow['queueId']) => {
    const queue = company?.queues.find((q) => q.queueId === queueId)
    return queue ? localise(queue.name, language) : ''
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton
          icon={asleep ? IconClockPlay : IconClockPause}
          label={
            asleep
              ? say('snoozedFor', { time: moment(row.snoozedUntil ?? 0, Date.now() + offset, language) })
              : say('snooze')
          }
          command="conversation.snooze"
        />
      </Menu.Target>
      <Menu.Dropdown>
        {asleep && (
          <Menu.Item leftSection={<Icon of={IconClockPlay} />} onClick={() => void wake()}>
            {say('wakeNow')}
          </Menu.Item>
        )}
        <Menu.Label>{say('snooze')}</Menu.Label>
        {choices.map((choice) => (
          <Menu.Item key={choice} onClick={() => void snooze(choice)}>
            {say(`snooze${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon of={IconArrowBackUp} />}
          onClick={() => void requeue(undefined, nameOf(row.queueId))}
        >
          {say('toQueue')}
        </Menu.Item>
        {(company?.queues.length ?? 0) > 1 && <Menu.Label>{say('toOtherQueue')}</Menu.Label>}
        {company?.queues
          .filter((q) => q.queueId !== row.queueId)
          .map((q) => (
            <Menu.Item key={q.queueId} onClick={() => void requeue(q.queueId, nameOf(q.queueId))}>
              {localise(q.name, language)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}

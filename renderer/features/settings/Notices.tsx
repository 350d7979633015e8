import { Checkbox, SegmentedControl, Select, Slider, Switch } from '@mantine/core'
import { IconBellRinging, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { type ChannelKind, channelKinds } from '../../../shared/domain/channel.ts'
import {
  channelOf,
  defaultNotices,
  type NoticeSettings,
  noticeKinds,
  noticeSounds,
  type OfChannel,
} from '../../../shared/notices/notice.ts'
import { noticeTitle } from '../../../shared/notices/words.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useCompany, usePreference, useSetPreferences } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { ChannelIcon, useChannelName } from '../../ui/channel.tsx'
import { Button, IconButton } from '../../ui/primitives.tsx'
import { noticeSettingTexts } from './notice-texts.ts'
import css from './notices.module.css'
import { Field, Section, told } from './parts.tsx'
import form from './settings.module.css'

/** What is told, with which sound, and what is left of it while one is not to be disturbed. */
export function Notices() {
  const say = useText(noticeSettingTexts)
  const language = useLanguage()
  const bridge = useBridge()
  const settings = usePreference((p) => p.notices) ?? defaultNotices
  const setPreferences = useSetPreferences()
  const set = (change: Partial<NoticeSettings>) => setPreferences({ notices: { ...settings, ...change } })
  const [moving, setMoving] = useState<number>()
  const percent = moving ?? Math.round(settings.volume * 100)
  return (
    <Section title={say('title')}>
      <div className={form.form}>
        <Field label={say('channels')} hint={say('channelsHint')}>
          <Channels settings={settings} onChange={(channels) => set({ channels })} />
        </Field>
        <Field label={say('volume')}>
          <div className={form.row}>
            <Slider
              className={form.slider}
              value={percent}
              onChange={setMoving}
              onChangeEnd={(value) => {
                set({ volume: value / 100 })
                setMoving(undefined)
              }}
              label={(value) => `${value} %`}
              thumbLabel={say('volume')}
              size={4}
            />
            <span className={`num ${form.dim}`}>{percent} %</span>
          </div>
        </Field>
        <Switch
          label={say('repeat')}
          checked={settings.repeatOffers}
          onChange={(event) => set({ repeatOffers: event.currentTarget.checked })}
        />
        <Field label={say('quietCalls')}>
          <SegmentedControl
            value={settings.quietCalls}
            aria-label={say('quietCalls')}
            onChange={(value) => set({ quietCalls: value as NoticeSettings['quietCalls'] })}
            data={(['ring', 'silent', 'refuse'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('through')}>
          <Checkbox.Group
            value={settings.through}
            onChange={(value) => set({ through: value as NoticeSettings['through'] })}
            aria-label={say('through')}
          >
            <div className={css.kinds}>
              {noticeKinds.map((kind) => (
                <Checkbox key={kind} value={kind} label={noticeTitle(kind, language)} />
              ))}
            </div>
          </Checkbox.Group>
        </Field>
        <Switch
          label={say('closeToTray')}
          description={say('closeToTrayHint')}
          checked={settings.closeToTray}
          onChange={(event) => set({ closeToTray: event.currentTarget.checked })}
        />
        <div>
          <Button
            icon={IconBellRinging}
            onClick={async () => {
              told(await bridge.notices.tryOut({}))
            }}
          >
            {say('tryOut')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

/** The channels that the company has, each with its switch and its sound. */
function Channels(props: {
  settings: NoticeSettings
  onChange: (channels: NoticeSettings['channels']) => void
}) {
  const { settings, onChange } = props
  const say = useText(noticeSettingTexts)
  const bridge = useBridge()
  const name = useChannelName()
  const accounts = useCompany()?.accounts
  const used = channelKinds.filter(
    (kind) => kind !== 'voice' && (!accounts || accounts.some((account) => account.kind === kind)),
  )
  const change = (kind: ChannelKind, to: Partial<OfChannel>) =>
    onChange({ ...settings.channels, [kind]: { ...channelOf(settings, kind), ...to } })
  return (
    <div className={css.channels}>
      {used.map((kind) => {
        const { on, sound } = channelOf(settings, kind)
        return (
          <div key={kind} className={css.channel}>
            <Switch
              checked={on}
              onChange={(event) => change(kind, { on: event.currentTarget.checked })}
              label={
                <span className={css.name}>
                  <ChannelIcon wire={kind} />
                  {name(kind)}
                </span>
              }
            />
            <Select
              size="xs"
              allowDeselect={false}
              disabled={!on}
              aria-label={say('soundOf', { name: name(kind) })}
              value={sound}
              data={[...noticeSounds, 'none' as const].map((value) => ({ value, label: say(value) }))}
              onChange={(value) => value && change(kind, { sound: value as OfChannel['sound'] })}
            />
            <IconButton
              icon={IconPlayerPlay}
              iconSize={16}
              label={say('hear', { name: name(kind) })}
              disabled={!on || sound === 'none'}
              onClick={() => sound !== 'none' && void bridge.notices.hear({ sound }).then(told)}
            />
          </div>
        )
      })}
    </div>
  )
}

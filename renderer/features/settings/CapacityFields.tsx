import { NumberInput } from '@mantine/core'
import { ChannelKind } from '../../../shared/domain/channel.ts'
import type { Capacity } from '../../../shared/domain/routing-settings.ts'
import { useText } from '../../i18n/use-text.tsx'
import { useChannelName } from '../../ui/channel.tsx'
import { loadTexts } from './load-texts.ts'
import css from './settings.module.css'

/** Calls are not counted here: they are spoken one at a time. */
const counted = ChannelKind.options.filter((kind) => kind !== 'voice')

/** How many conversations at once, in all and of each channel; an empty channel is bound by the sum alone. */
export function CapacityFields(props: { capacity: Capacity; onChange: (capacity: Capacity) => void }) {
  const { capacity, onChange } = props
  const say = useText(loadTexts)
  const channelName = useChannelName()
  const ok = (n: string | number): n is number => typeof n === 'number' && n >= 0 && n <= 100
  return (
    <div className={css.three} style={{ maxWidth: 480 }}>
      <NumberInput
        label={say('total')}
        value={capacity.total}
        min={0}
        max={100}
        onChange={(n) => ok(n) && onChange({ ...capacity, total: Math.round(n) })}
      />
      {counted.map((kind) => (
        <NumberInput
          key={kind}
          label={channelName(kind)}
          placeholder={say('noLimit')}
          value={capacity.channels[kind] ?? ''}
          min={0}
          max={100}
          onChange={(n) => {
            const { [kind]: _, ...rest } = capacity.channels
            if (n === '') onChange({ ...capacity, channels: rest })
            else if (ok(n)) onChange({ ...capacity, channels: { ...rest, [kind]: Math.round(n) } })
          }}
        />
      ))}
    </div>
  )
}

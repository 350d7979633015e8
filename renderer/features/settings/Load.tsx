import { NumberInput, Select, Switch } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type Break, type RoutingSettings, routingOf } from '../../../shared/domain/routing-settings.ts'
import { newId } from '../../../shared/lib/ids.ts'
import { localise } from '../../../shared/lib/language.ts'
import { useCompany } from '../../bridge/mirrors.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import { CapacityFields } from './CapacityFields.tsx'
import { LocalisedFields } from './LocalisedFields.tsx'
import { loadTexts } from './load-texts.ts'
import { Section } from './parts.tsx'
import { AddOne } from './Queues.tsx'
import css from './settings.module.css'
import { useChangeRouting } from './use-change-routing.ts'

/** How much one operator takes at once, and the breaks that they choose from: for administrators. */
export function Load() {
  const say = useText(loadTexts)
  const routing = routingOf(useCompany())
  const change = useChangeRouting()
  const set = (more: Partial<RoutingSettings>) => change({ routing: more })
  const whole = (label: string, value: number, most: number, take: (n: number) => void) => (
    <NumberInput
      label={label}
      value={value}
      min={0}
      max={most}
      onChange={(n) => typeof n === 'number' && n >= 0 && n <= most && take(Math.round(n))}
    />
  )
  return (
    <Section title={say('title')}>
      <p className={css.hint}>{say('hint')}</p>
      <CapacityFields capacity={routing.capacity} onChange={(capacity) => void set({ capacity })} />
      <div className={css.field} style={{ marginTop: 16, maxWidth: 480, gap: 12 }}>
        <Switch
          label={say('voiceBlocks')}
          checked={routing.voiceBlocks}
          onChange={(event) => void set({ voiceBlocks: event.currentTarget.checked })}
        />
        <div className={css.two}>
          {whole(say('afterCall'), routing.afterCallSeconds, 3600, (n) => void set({ afterCallSeconds: n }))}
          {whole(say('missedOffers'), routing.missedOffers, 20, (n) => void set({ missedOffers: n }))}
          {whole(
            say('shortAbandon'),
            routing.shortAbandonSeconds,
            60,
            (n) => void set({ shortAbandonSeconds: n }),
          )}
        </div>
      </div>
      <Breaks breaks={routing.breaks} onChange={(breaks) => set({ breaks })} />
    </Section>
  )
}

function Breaks(props: { breaks: readonly Break[]; onChange: (breaks: Break[]) => Promise<boolean> }) {
  const { breaks, onChange } = props
  const say = useText(loadTexts)
  const language = useLanguage()
  const put = (next: Break) => void onChange(breaks.map((b) => (b.breakId === next.breakId ? next : b)))
  return (
    <div className={css.block}>
      <h3 className={css.subtitle}>{say('breaks')}</h3>
      <p className={css.hint}>{say('breaksHint')}</p>
      {breaks.map((one) => {
        const name = localise(one.name, language)
        return (
          <div key={one.breakId} className={css.schedule}>
            <LocalisedFields
              label={say('name')}
              value={one.name}
              needed={say('nameNeeded')}
              onChange={(next) => put({ ...one, name: next })}
            />
            <div className={css.breakRow}>
              <Select
                label={say('presence')}
                value={one.presence}
                allowDeselect={false}
                data={(['away', 'busy'] as const).map((value) => ({ value, label: say(value) }))}
                onChange={(value) => value && put({ ...one, presence: value as Break['presence'] })}
              />
              <NumberInput
                label={say('limit')}
                placeholder={say('noLimit')}
                value={one.limitMinutes ?? ''}
                min={1}
                max={720}
                onChange={(n) => {
                  const { limitMinutes: _, ...rest } = one
                  if (n === '') put(rest)
                  else if (typeof n === 'number' && n >= 1) put({ ...rest, limitMinutes: Math.round(n) })
                }}
              />
              <IconButton
                icon={IconTrash}
                iconSize={16}
                label={say('remove', { name })}
                onClick={() => void onChange(breaks.filter((b) => b !== one))}
              />
            </div>
          </div>
        )
      })}
      <AddOne
        label={say('newBreak')}
        button={say('addBreak')}
        onAdd={(name) =>
          onChange([
            ...breaks,
            { breakId: newId<string>(), name: { ru: name, pl: name, en: name }, presence: 'away' },
          ])
        }
      />
    </div>
  )
}

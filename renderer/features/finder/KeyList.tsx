import { useState } from 'react'
import { useText } from '../../i18n/use-text.tsx'
import { type Command, commandNames } from '../../keys/commands.ts'
import { useKeys } from '../../keys/keys.tsx'
import { CommandKbd, Kbd } from '../../ui/primitives.tsx'
import { commandTexts } from '../settings/index.ts'
import css from './finder.module.css'
import { placeKeys, placeOf, placeTexts } from './place-keys.ts'
import { finderTexts } from './texts.ts'

/** Keys that are watched for as long as they are held: nobody registers for them. */
const held: ReadonlySet<Command> = new Set(['call.mute-hold'])

/** The keys in context: of the part that had the keyboard, then what works now, then all the rest. */
export function KeyList() {
  const say = useText(finderTexts)
  const name = useText(commandTexts)
  const sayPlace = useText(placeTexts)
  const { registry } = useKeys()
  // Looked at once, as it opens: the dialog takes the focus a moment later.
  const [place] = useState(() => placeOf(document.activeElement))
  const [now] = useState(() => commandNames.filter((command) => registry.has(command) || held.has(command)))
  const later = commandNames.filter((command) => !now.includes(command))
  const rows = (commands: readonly Command[]) =>
    commands.map((command) => (
      <div key={command} className={css.keyRow}>
        <span className="ellipsis" title={name(command)}>
          {name(command)}
        </span>
        <CommandKbd command={command} />
      </div>
    ))
  return (
    <>
      <h2 className={css.title}>{say('keys')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled with the keyboard */}
      <div className={css.keys} tabIndex={0} data-autofocus data-testid="keys">
        {place && (
          <section aria-label={sayPlace(place)}>
            <h3 className={css.keyHead}>{sayPlace(place)}</h3>
            <div className={css.keyColumns}>
              {placeKeys[place].map(([caps, does]) => (
                <div key={does} className={css.keyRow}>
                  <span className="ellipsis">{sayPlace(does)}</span>
                  <Kbd>{caps}</Kbd>
                </div>
              ))}
            </div>
          </section>
        )}
        <section aria-label={say('keysNow')}>
          <h3 className={css.keyHead}>{say('keysNow')}</h3>
          <div className={css.keyColumns}>{rows(now)}</div>
        </section>
        {later.length > 0 && (
          <section aria-label={say('keysLater')} className={css.keysLater}>
            <h3 className={css.keyHead}>{say('keysLater')}</h3>
            <div className={css.keyColumns}>{rows(later)}</div>
          </section>
        )}
      </div>
    </>
  )
}

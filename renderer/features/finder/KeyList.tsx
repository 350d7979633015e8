import { useText } from '../../i18n/use-text.tsx'
import { commandNames } from '../../keys/commands.ts'
import { CommandKbd } from '../../ui/primitives.tsx'
import { commandTexts } from '../settings/index.ts'
import css from './finder.module.css'
import { finderTexts } from './texts.ts'

/** Every command with its key. */
export function KeyList() {
  const say = useText(finderTexts)
  const name = useText(commandTexts)
  return (
    <>
      <h2 className={css.title}>{say('keys')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled with the keyboard */}
      <div className={css.keys} tabIndex={0} data-autofocus>
        {commandNames.map((command) => (
          <div key={command} className={css.keyRow}>
            <span className="ellipsis">{name(command)}</span>
            <CommandKbd command={command} />
          </div>
        ))}
      </div>
    </>
  )
}

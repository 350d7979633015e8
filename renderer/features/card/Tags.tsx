import { IconArrowBackUp, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { notify } from '../../ui/notices.tsx'
import { Pill } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import css from './card.module.css'
import { caseTexts } from './case-texts.ts'

const none: string[] = []

/** The person's tags, each with a way off it, and a way to one more. */
export function Tags() {
  const say = useText(caseTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const tags = usePerson((s) => s.card?.tags ?? none)
  const contactId = usePerson((s) => s.personId)
  const [adding, setAdding] = useState(false)
  if (!contactId) return null
  const add = async (tag: string) => {
    setAdding(false)
    if (tag && !tags.includes(tag)) tell(await bridge.card.addTag({ contactId, tag }))
  }
  const remove = async (tag: string) => {
    if (!tell(await bridge.card.removeTag({ contactId, tag }))) return
    const run = () => void bridge.card.addTag({ contactId, tag }).then(tell)
    notify({
      title: say('tagGone'),
      detail: tag,
      action: { label: say('back'), icon: IconArrowBackUp, undo: true, run },
    })
  }
  return (
    <>
      {tags.map((tag) => (
        <Pill key={tag} tone="accent">
          {tag}
          <button
            type="button"
            className={css.tagOff}
            aria-label={say('removeTag', { tag })}
            onClick={() => void remove(tag)}
          >
            <Icon of={IconX} size={12} />
          </button>
        </Pill>
      ))}
      {adding ? (
        <input
          className={css.tagField}
          aria-label={say('newTag')}
          placeholder={say('newTag')}
          maxLength={60}
          // biome-ignore lint/a11y/noAutofocus: the operator has just asked for this field by its key or button; a second step to reach it would be the barrier
          autoFocus
          onBlur={(e) => void add(e.target.value.trim())}
          onKeyDown={(e) => {
            if (e.key === 'Enter') void add(e.currentTarget.value.trim())
            if (e.key === 'Escape') setAdding(false)
          }}
        />
      ) : (
        <button type="button" className={css.tagAdd} onClick={() => setAdding(true)}>
          <Icon of={IconPlus} size={12} />
          {say('addTag')}
        </button>
      )}
    </>
  )
}

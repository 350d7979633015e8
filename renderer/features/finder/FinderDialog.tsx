import { Modal } from '@mantine/core'
import { useState } from 'react'
import { cardName } from '../../../shared/domain/card.ts'
import type { PersonHit } from '../../../shared/protocol/hub-protocol.ts'
import { useText } from '../../i18n/use-text.tsx'
import { usePerson } from '../person/index.ts'
import css from './finder.module.css'
import { KeyList } from './KeyList.tsx'
import { LinkConfirm } from './LinkConfirm.tsx'
import { Palette } from './Palette.tsx'
import { finderTexts } from './texts.ts'

export type FinderMode = 'find' | 'link' | 'keys'

/** One place to get anywhere: people and commands; a second card for this person; every key. */
export function FinderDialog(props: {
  mode: FinderMode
  onMode: (mode: FinderMode) => void
  onClose: () => void
}) {
  const { mode, onMode, onClose } = props
  const say = useText(finderTexts)
  const card = usePerson((s) => s.card)
  const open = usePerson((s) => s.open)
  const [other, setOther] = useState<PersonHit>()
  const name = (card && cardName(card)) || say('unnamed')
  const title = mode === 'link' ? say('linkTitle', { name }) : say(mode === 'keys' ? 'keys' : 'title')
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={other ? 720 : 560}
      padding={0}
      yOffset="12vh"
      classNames={{ content: css.content ?? '', body: css.body ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0} />
      <Modal.Content aria-label={title} radius="md" shadow="xl">
        <Modal.Body>
          {mode === 'keys' ? (
            <KeyList />
          ) : other ? (
            <LinkConfirm other={other} onBack={() => setOther(undefined)} onClose={onClose} />
          ) : (
            <Palette
              key={mode}
              mode={mode}
              title={mode === 'link' ? title : undefined}
              onPerson={(hit) => {
                if (mode === 'link') return setOther(hit)
                void open(hit.personId)
                onClose()
              }}
              onKeys={() => onMode('keys')}
              onClose={onClose}
            />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

import { Modal } from '@mantine/core'
import { isOpen } from '../../../shared/domain/case.ts'
import { useBridge } from '../../bridge/bridge.tsx'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { useTellFailure } from '../conversation/index.ts'
import { usePerson } from '../person/index.ts'
import { timelineTexts } from './texts.ts'
import css from './timeline.module.css'

/** Puts an item of the timeline into a case, or out of all of them. */
export function PlaceDialog(props: { itemId: string; current: string | undefined; onClose: () => void }) {
  const { itemId, current, onClose } = props
  const say = useText(timelineTexts)
  const bridge = useBridge()
  const tell = useTellFailure()
  const list = usePerson((s) => s.cases.list)
  const contactId = usePerson((s) => s.personId)
  const place = async (caseId: string | null) => {
    if (contactId && tell(await bridge.cases.place({ contactId, itemId, caseId }))) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={say('whichCase')} size="sm" centered>
      <div className={css.placeList}>
        {[...list].reverse().map((one, i) => (
          <Button
            key={one.caseId}
            look={one.caseId === current ? 'primary' : 'default'}
            data-autofocus={i === 0 || undefined}
            onClick={() => void place(one.caseId)}
          >
            {isOpen(one) ? one.title : `${one.title}, ${say('caseClosedMark')}`}
          </Button>
        ))}
        <Button look="quiet" onClick={() => void place(null)}>
          {say('noCase')}
        </Button>
      </div>
    </Modal>
  )
}

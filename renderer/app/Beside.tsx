import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { ContactId, ConversationId } from '../../shared/lib/ids.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { activatePane, Pane, type PaneName, useActivePane, useRegionName } from '../bridge/pane.tsx'
import { Composer, conversationOf, Header, useTellFailure } from '../features/conversation/index.ts'
import { ViewingMark } from '../features/notices/index.ts'
import { personOf, usePerson } from '../features/person/index.ts'
import { Timeline } from '../features/timeline/index.ts'
import { type Beside, besideNames, keepBesides, useBesides } from '../features/workspaces/index.ts'
import { useText } from '../i18n/use-text.tsx'
import { useCommand } from '../keys/keys.tsx'
import { notify } from '../ui/notices.tsx'
import { IconButton } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

/** CSS pixels: the rail and the list at its narrowest, the first pane, each pane beside it, the whole list, the card. */
const widths = { edge: 120, first: 440, beside: 380, list: 356, card: 340 }

/** From which width on the window has room for the whole list, and for the card as well, beside so many panes. */
export function useRoom(): { list: number; card: number } {
  const count = useBesides((s) => s.list.length)
  const panes = widths.first + count * widths.beside
  return { list: widths.list + panes, card: widths.list + panes + widths.card }
}

/** Up to three more conversations beside the first, each with its own timeline and composer. */
export function Besides() {
  const say = useText(shellTexts)
  const bridge = useBridge()
  const list = useBesides((s) => s.list)
  const tell = useTellFailure()
  useCommand('beside.open', () => {
    const { contactId, personId, conversationId } = personOf(
      bridge,
      useActivePane.getState().active,
    ).getState()
    if (!contactId || !personId) return false
    const free = besideNames.find((pane) => !list.some((one) => one.pane === pane))
    const room = window.innerWidth >= widths.edge + widths.first + (list.length + 1) * widths.beside
    if (!free || !room) return notify({ title: say('besideFull'), life: 4000 })
    keepBesides([...list, { pane: free, contactId: personId, ...(conversationId ? { conversationId } : {}) }])
    activatePane(free)
  })
  useCommand('beside.close', () => {
    const { active } = useActivePane.getState()
    if (active === 'main') return false
    close(active)
  })
  // Out into a window of its own: the pane is free again, or the desk is.
  useCommand('beside.pop-out', async () => {
    const { active } = useActivePane.getState()
    const { contactId, personId, conversationId } = personOf(bridge, active).getState()
    if (!contactId || !personId) return false
    const answer = await bridge.windows.popOut({
      contactId: personId,
      ...(conversationId ? { conversationId } : {}),
    })
    if (!tell(answer)) return
    if (active === 'main') personOf(bridge).getState().close()
    else close(active)
  })
  // A window closed: its conversation is on the desk again, with what was written in it.
  useEffect(
    () =>
      bridge.windows.onReturned(({ contactId, conversationId }) => {
        if (conversationId) void conversationOf(bridge).getState().renew(conversationId)
        const main = personOf(bridge).getState()
        if (main.status === 'none') void main.open(contactId, conversationId)
      }),
    [bridge],
  )
  const close = (pane: PaneName) => {
    personOf(bridge, pane).getState().close()
    keepBesides(list.filter((one) => one.pane !== pane))
    activatePane('main')
  }
  return list.map((one) => (
    <Pane key={one.pane} name={one.pane}>
      <BesidePane
        pane={one.pane}
        contactId={one.contactId as ContactId}
        conversationId={one.conversationId as ConversationId | undefined}
        onClose={() => close(one.pane)}
      />
    </Pane>
  ))
}

function BesidePane(props: {
  pane: Beside
  contactId: ContactId
  conversationId: ConversationId | undefined
  onClose: () => void
}) {
  const { pane, contactId, conversationId } = props
  const say = useText(shellTexts)
  const region = useRegionName(say('beside'))
  const open = usePerson((s) => s.open)
  const hasPerson = usePerson((s) => s.status === 'ready' || s.status === 'loading')
  const active = useActivePane((s) => s.active === pane)
  useEffect(() => void open(contactId, conversationId), [open, contactId, conversationId])
  return (
    <section
      className={css.beside}
      data-active={active}
      data-testid="beside"
      aria-label={region}
      onFocusCapture={() => activatePane(pane)}
    >
      <div className={css.besideHead}>
        {hasPerson && <Header />}
        <IconButton
          icon={IconX}
          iconSize={16}
          label={say('besideClose')}
          command="beside.close"
          onClick={props.onClose}
        />
      </div>
      <ViewingMark />
      <Timeline />
      <div className={css.dock}>{hasPerson && <Composer />}</div>
    </section>
  )
}

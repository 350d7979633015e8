import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { ContactId, ConversationId } from '../../shared/lib/ids.ts'
import { z } from '../../shared/lib/schema.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { activatePane, Pane, type PaneName, useActivePane, useRegionName } from '../bridge/pane.tsx'
import { Composer, Header } from '../features/conversation/index.ts'
import { ViewingMark } from '../features/notices/index.ts'
import { personOf, usePerson } from '../features/person/index.ts'
import { Timeline } from '../features/timeline/index.ts'
import { useText } from '../i18n/use-text.tsx'
import { useCommand } from '../keys/keys.tsx'
import { notify } from '../ui/notices.tsx'
import { IconButton } from '../ui/primitives.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

const besides = ['second', 'third', 'fourth'] as const satisfies readonly PaneName[]
type Beside = (typeof besides)[number]

const Kept = z.array(
  z.object({ pane: z.enum(besides), contactId: z.string(), conversationId: z.optional(z.string()) }),
)
type Kept = z.infer<typeof Kept>
const place = 'kommutator.beside'

function kept(): Kept {
  try {
    const read = Kept.safeParse(JSON.parse(localStorage.getItem(place) ?? '[]'))
    return read.success ? read.data : []
  } catch {
    return []
  }
}

/** CSS pixels: the rail and the list at its narrowest, the first pane, each pane beside it, the whole list, the card. */
const widths = { edge: 120, first: 440, beside: 380, list: 356, card: 340 }

/** From which width on the window has room for the whole list, and for the card as well, beside so many panes. */
export function useRoom(): { list: number; card: number } {
  const count = useBesides((s) => s.list.length)
  const panes = widths.first + count * widths.beside
  return { list: widths.list + panes, card: widths.list + panes + widths.card }
}

/** Who stands beside the desk's own person; kept on this computer, so that they are there again tomorrow. */
const useBesides = create<{ list: Kept }>(() => ({ list: kept() }))
const keep = (list: Kept) => {
  useBesides.setState({ list })
  localStorage.setItem(place, JSON.stringify(list))
}

/** Up to three more conversations beside the first, each with its own timeline and composer. */
export function Besides() {
  const say = useText(shellTexts)
  const bridge = useBridge()
  const list = useBesides((s) => s.list)
  useCommand('beside.open', () => {
    const { contactId, personId, conversationId } = personOf(
      bridge,
      useActivePane.getState().active,
    ).getState()
    if (!contactId || !personId) return false
    const free = besides.find((pane) => !list.some((one) => one.pane === pane))
    const room = window.innerWidth >= widths.edge + widths.first + (list.length + 1) * widths.beside
    if (!free || !room) return notify({ title: say('besideFull'), life: 4000 })
    keep([...list, { pane: free, contactId: personId, ...(conversationId ? { conversationId } : {}) }])
    activatePane(free)
  })
  useCommand('beside.close', () => {
    const { active } = useActivePane.getState()
    if (active === 'main') return false
    close(active)
  })
  const close = (pane: PaneName) => {
    personOf(bridge, pane).getState().close()
    keep(list.filter((one) => one.pane !== pane))
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

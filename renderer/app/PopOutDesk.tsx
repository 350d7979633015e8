import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { cardName } from '../../shared/domain/card.ts'
import type { ContactId, ConversationId } from '../../shared/lib/ids.ts'
import { useBridge } from '../bridge/bridge.tsx'
import { Pane } from '../bridge/pane.tsx'
import { windowId } from '../bridge/window-id.ts'
import { Composer, Header } from '../features/conversation/index.ts'
import { ViewingMark } from '../features/notices/index.ts'
import { usePerson } from '../features/person/index.ts'
import { ProposalBar } from '../features/promises/index.ts'
import { Timeline } from '../features/timeline/index.ts'
import { useText } from '../i18n/use-text.tsx'
import { useCommand } from '../keys/keys.tsx'
import { Button } from '../ui/primitives.tsx'
import { NoticeStack } from './NoticeStack.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import css from './shell.module.css'
import { shellTexts } from './texts.ts'

/** One conversation in a window of its own. Calls, sound and everything else stay with the desk. */
export function PopOutDesk() {
  const say = useText(shellTexts)
  const bridge = useBridge()
  const open = usePerson((s) => s.open)
  const name = usePerson((s) => (s.card && cardName(s.card)) ?? '')
  const hasPerson = usePerson((s) => s.status === 'ready' || s.status === 'loading')
  useEffect(() => {
    const query = new URLSearchParams(location.search)
    void open(
      query.get('contact') as ContactId,
      (query.get('conversation') as ConversationId | null) ?? undefined,
    )
  }, [open])
  useEffect(() => {
    document.title = name ? `${name} · Kommutator` : 'Kommutator'
  }, [name])
  const back = () => void bridge.windows.close({ popOutId: windowId })
  useCommand('beside.close', back)
  return (
    <div className={css.window}>
      <header className={css.popStrip}>
        <h1 className={`${css.popTitle} ellipsis`}>{name || 'Kommutator'}</h1>
        <Button size="small" look="quiet" icon={IconArrowBackUp} command="beside.close" onClick={back}>
          {say('popBack')}
        </Button>
      </header>
      <OfflineBanner />
      <Pane name="main">
        <main className={`${css.centre} ${css.popCentre}`} data-testid="pop-out">
          <ViewingMark />
          {hasPerson && <Header />}
          <Timeline />
          <div className={css.dock}>
            <NoticeStack />
            <ProposalBar />
            {hasPerson && <Composer />}
          </div>
        </main>
      </Pane>
    </div>
  )
}

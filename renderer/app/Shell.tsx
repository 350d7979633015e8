import { lazy, Suspense, useEffect, useState } from 'react'
import type { ContactId } from '../../shared/lib/ids.ts'
import { useIsSupervisor, usePreference, useSetPreferences } from '../bridge/mirrors.ts'
import { activatePane, Pane, useActivePane } from '../bridge/pane.tsx'
import { CardPane } from '../features/card/index.ts'
import { Composer, Header, useDeskNews } from '../features/conversation/index.ts'
import type { FinderMode } from '../features/finder/index.ts'
import { Inbox, useOfferNotice } from '../features/inbox/index.ts'
import { ViewingMark } from '../features/notices/index.ts'
import { usePerson } from '../features/person/index.ts'
import { PreflightHost } from '../features/preflight/index.ts'
import { ProposalBar } from '../features/promises/index.ts'
import { usePaymentFields } from '../features/recordings/index.ts'
import { SearchPane, useSearch } from '../features/search/index.ts'
import { CallBars, IncomingCall } from '../features/softphone/index.ts'
import { useSupervisionNotices } from '../features/supervision/index.ts'
import { Timeline } from '../features/timeline/index.ts'
import { WrapUpDock } from '../features/wrap-up/index.ts'
import { useCommand } from '../keys/keys.tsx'
import { useMedia } from '../ui/use-media.ts'
import { Besides, useRoom } from './Beside.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { NoticeStack } from './NoticeStack.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Rail, type Screen } from './Rail.tsx'
import css from './shell.module.css'
import { TitleStrip } from './TitleStrip.tsx'
import { useCallPop } from './use-call-pop.ts'
import { useDeviceNotices } from './use-device-notices.ts'
import { useOfflineNews } from './use-offline-news.ts'
import { useOutsideCommands } from './use-outside-commands.ts'
import { usePanes } from './use-panes.ts'

const FinderDialog = lazy(() =>
  import('../features/finder/index.ts').then((m) => ({ default: m.FinderDialog })),
)
const CallsScreen = lazy(() => import('../features/calls/index.ts').then((m) => ({ default: m.CallsScreen })))
const SettingsScreen = lazy(() =>
  import('../features/settings/index.ts').then((m) => ({ default: m.SettingsScreen })),
)

const WallScreen = lazy(() => import('../features/wall/index.ts').then((m) => ({ default: m.WallScreen })))

/** The window: strip, call bars and banner across; rail, list, the person's time, and their card. */
export function Shell() {
  const supervisor = useIsSupervisor()
  const [screen, setScreen] = useState<Screen>('desk')
  const [finder, setFinder] = useState<FinderMode>()
  const hasPerson = usePerson((s) => s.status === 'ready')
  const openPerson = usePerson((s) => s.open)
  useCommand('finder.open', () => setFinder('find'))
  const showSearch = useSearch((s) => s.show)
  useCommand('search.open', () => {
    setScreen('desk')
    showSearch()
  })
  useCommand('calls.open', () => setScreen((s) => (s === 'calls' ? 'desk' : 'calls')))
  useCommand('card.link', () => setFinder('link'), hasPerson)
  useCommand('settings.open', () => setScreen((s) => (s === 'settings' ? 'desk' : 'settings')))
  useCommand('wall.open', () => setScreen((s) => (s === 'wall' ? 'desk' : 'wall')), supervisor)
  useSupervisionNotices()
  useCommand('keys.show', () => setFinder('keys'))
  useCallPop(() => setScreen('desk'))
  useOutsideCommands(() => setScreen('desk'))
  useOfferNotice()
  useDeviceNotices()
  useDeskNews()
  useOfflineNews()
  const openOnDesk = (contactId: ContactId) => {
    setScreen('desk')
    void openPerson(contactId)
  }
  usePaymentFields()
  usePanes()
  return (
    <div className={css.window}>
      <TitleStrip />
      <CallBars />
      <OfflineBanner />
      <div className={css.main}>
        <Rail screen={screen} onScreen={setScreen} />
        <ErrorBoundary key={screen}>
          {screen === 'desk' ? (
            <Desk />
          ) : (
            <main className={css.screen}>
              <Suspense fallback={null}>
                {screen === 'settings' && <SettingsScreen onOpenPerson={openOnDesk} />}
                {screen === 'wall' && <WallScreen />}
                {screen === 'calls' && <CallsScreen onOpenPerson={openOnDesk} />}
              </Suspense>
              <div className={css.screenNotices} data-beside-panel={screen === 'wall'}>
                <NoticeStack />
              </div>
            </main>
          )}
        </ErrorBoundary>
        <CallPop beside={screen === 'desk'} onDesk={() => setScreen('desk')} />
      </div>
      <PreflightHost />
      {finder && (
        <Suspense fallback={null}>
          <FinderDialog mode={finder} onMode={setFinder} onClose={() => setFinder(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

function Desk() {
  const room = useRoom()
  const narrow = useMedia(`(max-width: ${Math.max(959, room.list - 1)}px)`)
  const overlay = useMedia(`(max-width: ${Math.max(1179, room.card - 1)}px)`)
  const wanted = usePreference((p) => p.cardOpen)
  const setPreferences = useSetPreferences()
  const [over, setOver] = useState(false)
  const searching = useSearch((s) => s.open)
  const hasPerson = usePerson((s) => s.status === 'ready' || s.status === 'loading')
  const active = useActivePane((s) => s.active)
  const contactId = usePerson((s) => s.contactId)
  // Whoever is opened from the list comes into the first pane, and the keys follow.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new person
  useEffect(() => activatePane('main'), [contactId])
  useCommand('card.toggle', () => (overlay ? setOver(!over) : setPreferences({ cardOpen: !wanted })))
  return (
    <>
      <div className={css.list} data-narrow={narrow && !searching} data-testid="list">
        {searching ? <SearchPane /> : <Inbox narrow={narrow} />}
      </div>
      <Pane name="main">
        <main
          className={css.centre}
          data-testid="centre"
          data-active={active === 'main'}
          onFocusCapture={() => activatePane('main')}
        >
          <ViewingMark />
          {hasPerson && <Header />}
          <Timeline />
          <div className={css.dock}>
            <NoticeStack />
            <ProposalBar />
            <WrapUpDock />
            {hasPerson && <Composer />}
          </div>
        </main>
      </Pane>
      <Besides />
      {!overlay && wanted && (
        <div className={css.card} data-testid="card-pane">
          <Pane name={active}>
            <CardPane />
          </Pane>
        </div>
      )}
      {overlay && over && (
        <div className={`${css.card} ${css.cardOver}`} data-testid="card-pane">
          <Pane name={active}>
            <CardPane onClose={() => setOver(false)} />
          </Pane>
        </div>
      )}
    </>
  )
}

/** Who calls is shown on every screen; on the desk it leaves the card beside it free. */
function CallPop(props: { beside: boolean; onDesk: () => void }) {
  const overlay = useMedia('(max-width: 1179px)')
  const cardOpen = usePreference((p) => p.cardOpen)
  const open = usePerson((s) => s.open)
  return (
    <div className={css.pop} data-card={props.beside && !overlay && cardOpen}>
      <IncomingCall
        onOpenPerson={(contactId) => {
          props.onDesk()
          void open(contactId)
        }}
      />
    </div>
  )
}

import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import type { MiniView } from '../../shared/ipc/mini-contract.ts'
import { nonce } from '../app/nonce.ts'
import { i18n } from '../i18n/i18n.ts'
import { cssVariablesResolver, theme } from '../ui/theme.ts'
import css from './mini.module.css'
import { Ringing } from './Ringing.tsx'
import { type MiniBridge, useView } from './store.ts'
import { Talking } from './Talking.tsx'
import { useDrag, useKeyboard } from './use-hands.ts'

/** The small call window over a bridge: preload's, or a fake one. */
export function Mini(props: { bridge: MiniBridge }) {
  const view = useView(props.bridge)
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  const language = view?.language
  // Before the first words are drawn, not after: nothing flashes in another language.
  useMemo(() => language && i18n.language !== language && void i18n.changeLanguage(language), [language])
  useEffect(() => {
    if (language) document.documentElement.lang = language
  }, [language])
  if (!view) return null
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      forceColorScheme={view.theme === 'system' ? system : view.theme}
      {...(nonce ? { getStyleNonce: () => nonce } : {})}
    >
      <Window bridge={props.bridge} view={view} />
    </MantineProvider>
  )
}

function Window(props: { bridge: MiniBridge; view: MiniView }) {
  const { bridge, view } = props
  const { call } = view
  useKeyboard(bridge, view)
  const drag = useDrag(bridge)
  return (
    <main
      className={css.window}
      data-phase={call?.phase}
      data-held={call?.held}
      data-armed={view.armed}
      data-testid="mini"
      {...drag}
    >
      {call &&
        (call.phase === 'ringing' ? (
          <Ringing key={call.callId} bridge={bridge} view={view} call={call} />
        ) : (
          <Talking key={call.callId} bridge={bridge} view={view} call={call} />
        ))}
    </main>
  )
}

import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { type ReactNode, useEffect, useMemo } from 'react'
import { type Bridge, BridgeProvider, useBridge } from '../bridge/bridge.tsx'
import { useBootstrap, usePreference } from '../bridge/mirrors.ts'
import { windowId } from '../bridge/window-id.ts'
import { SessionGate } from '../features/session/index.ts'
import { i18n } from '../i18n/i18n.ts'
import { KeysProvider } from '../keys/keys.tsx'
import { contrastResolver, cssVariablesResolver, theme } from '../ui/theme.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { nonce } from './nonce.ts'
import { PopOutDesk } from './PopOutDesk.tsx'
import { Shell } from './Shell.tsx'
import { useEase } from './use-ease.ts'

/** The operator's window over a bridge: preload's, or a fake one. */
export function App(props: { bridge: Bridge }) {
  return (
    <BridgeProvider bridge={props.bridge}>
      <Providers>
        <SessionGate>{windowId === 'main' ? <Shell /> : <PopOutDesk />}</SessionGate>
      </Providers>
    </BridgeProvider>
  )
}

/** What every screen stands on: language, colours, keys, and a net under all of it. */
export function Providers(props: { children: ReactNode }) {
  const { value, code } = useBootstrap()
  const language = usePreference((p) => p.language)
  const chosen = usePreference((p) => p.theme)
  const keys = usePreference((p) => p.keys)
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  const bridge = useBridge()
  const contrast = useEase()
  const scheme = chosen === 'system' ? system : chosen
  // Before the first words are drawn, not after: nothing flashes in another language.
  useMemo(() => i18n.language !== language && void i18n.changeLanguage(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    const report = (event: ErrorEvent | PromiseRejectionEvent) => {
      // The browser's way to say that a measurement waits for the next frame.
      if ('message' in event && event.message.startsWith('ResizeObserver loop')) return
      const fault: unknown = 'reason' in event ? event.reason : event.error
      void bridge.app.report({ message: faultText(fault) })
    }
    window.addEventListener('error', report)
    window.addEventListener('unhandledrejection', report)
    return () => {
      window.removeEventListener('error', report)
      window.removeEventListener('unhandledrejection', report)
    }
  }, [bridge])
  // Language and colours are known only then; main answers within milliseconds.
  if (!value && !code) return null
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={contrast ? contrastResolver : cssVariablesResolver}
      forceColorScheme={scheme}
      {...(nonce ? { getStyleNonce: () => nonce } : {})}
    >
      <ErrorBoundary>
        <KeysProvider chosen={keys} {...(value ? { platform: value.platform } : {})}>
          {props.children}
        </KeysProvider>
      </ErrorBoundary>
    </MantineProvider>
  )
}

/** A fault for the log: its name and place, never what was on screen. */
export function faultText(fault: unknown): string {
  if (!(fault instanceof Error)) return 'a fault that is not an Error'
  return `${fault.name}: ${fault.message}\n${fault.stack ?? ''}`.slice(0, 4000)
}

import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { sentence } from '../../shared/lib/errors.ts'
import type { Language } from '../../shared/lib/language.ts'
import { type Bridge, useBridge } from '../bridge/bridge.tsx'
import { defineTexts } from '../i18n/define.ts'
import { useLanguage, useText } from '../i18n/use-text.tsx'
import { Button, EmptyState } from '../ui/primitives.tsx'
import { faultText } from './App.tsx'

const texts = defineTexts('error-boundary', {
  title: { ru: 'Этот экран сломался', pl: 'Ten ekran się zepsuł', en: 'This screen broke' },
  again: { ru: 'Показать снова', pl: 'Pokaż ponownie', en: 'Show it again' },
})

type Props = { bridge: Bridge; language: Language; title: string; again: string; children: ReactNode }

class Boundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError = () => ({ broken: true })
  override componentDidCatch(fault: unknown) {
    void this.props.bridge.app.report({ message: faultText(fault) })
  }
  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <EmptyState
        icon={IconAlertTriangle}
        tone="red"
        title={this.props.title}
        actions={
          <Button look="primary" onClick={() => this.setState({ broken: false })}>
            {this.props.again}
          </Button>
        }
      >
        {sentence('UNKNOWN', this.props.language)}
      </EmptyState>
    )
  }
}

/** Keeps a fault of one part from taking the window with it; calls go on, they live in main. */
export function ErrorBoundary(props: { children: ReactNode }) {
  const bridge = useBridge()
  const language = useLanguage()
  const say = useText(texts)
  return (
    <Boundary bridge={bridge} language={language} title={say('title')} again={say('again')}>
      {props.children}
    </Boundary>
  )
}

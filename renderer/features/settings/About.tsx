import { IconCopy } from '@tabler/icons-react'
import { useBootstrap, useHub } from '../../bridge/mirrors.ts'
import { useText } from '../../i18n/use-text.tsx'
import { Button } from '../../ui/primitives.tsx'
import { Fact, Facts, Section, useCopy } from './parts.tsx'
import css from './settings.module.css'
import { texts } from './texts.ts'

/** What runs here, in the words that support will ask for. */
export function About() {
  const say = useText(texts)
  const copy = useCopy()
  const app = useBootstrap().value
  const hub = useHub((h) => h)
  if (!app) return null
  const lines = [`Kommutator ${app.version}`, app.runtime, app.platform, hub ? `${hub.url} ${hub.state}` : '']
  return (
    <Section title={say('about')}>
      <div className={css.form}>
        <Facts>
          <Fact name={say('version')}>Kommutator {app.version}</Fact>
          <Fact name={say('runtime')}>{app.runtime}</Fact>
          <Fact name={say('system2')}>{app.platform}</Fact>
          {hub && <Fact name={say('hub')}>{hub.url}</Fact>}
        </Facts>
        <div className={css.row}>
          <Button icon={IconCopy} onClick={() => void copy(lines.filter(Boolean).join('\n'))}>
            {say('forSupport')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

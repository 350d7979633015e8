import { useText } from '../../i18n/use-text.tsx'
import { BlackBoxes } from '../quality/index.ts'
import { Section } from './parts.tsx'
import { texts } from './texts.ts'

/** The black boxes of bad calls. */
export function CallQuality() {
  const say = useText(texts)
  return (
    <Section title={say('quality')}>
      <BlackBoxes />
    </Section>
  )
}

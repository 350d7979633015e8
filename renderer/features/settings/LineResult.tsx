import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconCopy,
  IconMinus,
  IconX,
} from '@tabler/icons-react'
import type { LineInput, LineTest } from '../../../shared/ipc/contract.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Button } from '../../ui/primitives.tsx'
import { lineVerdict, verdictText } from './line-test.ts'
import { lineTexts } from './line-texts.ts'
import { useCopy } from './parts.tsx'
import css from './settings.module.css'

const marks = {
  ok: { icon: IconCheck, color: 'green' },
  failed: { icon: IconX, color: 'red' },
  'not-reached': { icon: IconMinus, color: 'faint' },
} as const

/** What the test of a line found: what is wrong, what to do, how far it came. */
export function LineResult(props: { test: LineTest; input: LineInput }) {
  const { test, input } = props
  const say = useText(lineTexts)
  const language = useLanguage()
  const copy = useCopy()
  const verdict = lineVerdict(test, input.user, say, language)
  return (
    <div className={css.result} role="status">
      <div className={css.resultHead}>
        <Icon
          of={verdict.ok ? IconCircleCheck : IconAlertTriangle}
          size={20}
          color={verdict.ok ? 'green' : 'amber'}
        />
        <b>{verdict.title}</b>
      </div>
      <p className={css.resultWhy}>{verdict.why}</p>
      <ol className={css.resultSteps}>
        {verdict.steps.map((line) => (
          <li key={line.step} className={css.resultStep} data-state={line.state}>
            <Icon of={marks[line.state].icon} color={marks[line.state].color} />
            <span className={css.resultName}>{say(line.step)}</span>
            <span className={`num ${css.resultWords}`}>{line.words}</span>
          </li>
        ))}
      </ol>
      {!verdict.ok && (
        <Button icon={IconCopy} onClick={() => void copy(verdictText(verdict, input, say))}>
          {say('copyForAdmin')}
        </Button>
      )}
    </div>
  )
}

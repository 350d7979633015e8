import { IconFile, IconFileTypePdf, IconMicrophone, IconPhoto, IconVideo, IconX } from '@tabler/icons-react'
import { type ChannelRules, fileClass, fileRefusal } from '../../../shared/domain/channel-rules.ts'
import type { DraftFile, DraftKey } from '../../../shared/ipc/writing-contract.ts'
import { sentence } from '../../../shared/lib/errors.ts'
import { clock, fileSize } from '../../i18n/format.ts'
import { useLanguage, useText } from '../../i18n/use-text.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/primitives.tsx'
import css from './composer.module.css'
import { composerTexts } from './composer-texts.ts'
import { useConversation } from './store.ts'
import { Wave } from './Wave.tsx'

const icons = { image: IconPhoto, video: IconVideo, audio: IconMicrophone, document: IconFile }

/** What a rule asks of a file, as a draft knows it. */
export const asOutgoing = (file: DraftFile) => ({ ...file, kilobytes: file.bytes / 1024 })

/** The files of a draft: how far each is, why one will not go, and a way to take it out. */
export function Attachments(props: {
  draftKey: DraftKey
  files: readonly DraftFile[]
  rules: ChannelRules | undefined
}) {
  if (props.files.length === 0) return null
  return (
    <ul className={css.files} data-testid="draft-files">
      {props.files.map((file) => (
        <Chip key={file.fileId} file={file} draftKey={props.draftKey} rules={props.rules} />
      ))}
    </ul>
  )
}

function Chip(props: { file: DraftFile; draftKey: DraftKey; rules: ChannelRules | undefined }) {
  const { file, draftKey, rules } = props
  const say = useText(composerTexts)
  const language = useLanguage()
  const state = useConversation((s) => s.files.get(file.fileId))
  const remove = useConversation((s) => s.removeFile)
  const refused = rules && fileRefusal(rules, asOutgoing(file))
  const code = refused?.code ?? (state?.state === 'failed' ? state.code : undefined)
  const going = state && state.state !== 'ready' && state.state !== 'failed'
  const share = state && state.bytes > 0 ? (state.state === 'reading' ? 0 : state.sent / state.bytes) : 0
  const detail =
    refused?.code === 'FILE_TOO_LARGE' && refused.limit !== undefined
      ? say('over', { size: fileSize(refused.limit / 1024, language) })
      : code
        ? sentence(code, language)
        : going
          ? `${Math.round(share * 100)} %`
          : file.voice
            ? clock(file.voice.seconds)
            : fileSize(file.bytes / 1024, language)
  const name = file.voice ? say('voiceFile', { time: clock(file.voice.seconds) }) : file.fileName
  const icon = /\.pdf$/i.test(file.fileName) ? IconFileTypePdf : icons[file.voice ? 'audio' : fileClass(file)]
  return (
    <li
      className={css.fileChip}
      data-bad={code !== undefined}
      data-state={state?.state ?? 'ready'}
      title={file.fileName}
    >
      <Icon of={icon} size={20} />
      <span className={css.fileWords}>
        <span className="ellipsis">{name}</span>
        {file.voice ? <Wave peaks={file.voice.peaks} /> : <span className="ellipsis num">{detail}</span>}
        {file.voice && code && <span className="ellipsis">{detail}</span>}
      </span>
      <IconButton
        icon={IconX}
        iconSize={16}
        label={say('removeFile', { name })}
        onClick={() => remove(draftKey, file.fileId)}
      />
      {going && <progress className={css.progress} max={1} value={share} aria-label={name} />}
    </li>
  )
}

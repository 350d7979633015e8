import { IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import { Button } from '../../ui/primitives.tsx'

/** A button that asks for a file, and gives the same file again when it is chosen again. */
export function ImportButton(props: {
  words: string
  /** What the file is for, where `words` alone do not tell. */
  label?: string
  accept: string
  onFile: (file: File) => void
}) {
  const { words, label = words, accept, onFile } = props
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={IconUpload} onClick={() => picker.current?.click()}>
        {words}
      </Button>
      <input
        ref={picker}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}

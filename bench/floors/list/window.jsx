import { useLayoutEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { VList } from 'virtua'

const count = Number(new URLSearchParams(location.search).get('rows'))
const rows = Array.from({ length: count }, (_, n) => `row ${n}`)

/** Enter shows the list at its end, Escape takes it away; Delete does without the last row, as a list that changes. */
function Floor() {
  const [shown, setShown] = useState(false)
  const [data, setData] = useState(rows)
  const list = useRef(null)
  useLayoutEffect(() => {
    if (shown) list.current.scrollToIndex(count - 1, { align: 'end' })
  }, [shown])
  useLayoutEffect(() => {
    const onKey = (event) => {
      if (event.code === 'Enter') setShown(true)
      if (event.code === 'Escape') setShown(false)
      if (event.code === 'Delete') setData((was) => [`row ${was.length}`, ...was])
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  if (!shown) return <p id="ready">ready</p>
  return (
    <VList ref={list} id="list" data={data} style={{ height: 768 }}>
      {(row) => (
        <p key={row} className="row">
          {row}
        </p>
      )}
    </VList>
  )
}
createRoot(document.getElementById('root')).render(<Floor />)

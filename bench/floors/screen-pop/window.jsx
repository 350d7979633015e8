import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Floor() {
  const [caller, setCaller] = useState('')
  const [ready, setReady] = useState(false)
  useEffect(() => {
    window.floor.onCall(setCaller)
    window.floor.onReady(() => setReady(true))
  }, [])
  return <p data-ready={ready}>{caller}</p>
}
createRoot(document.getElementById('root')).render(<Floor />)

export { RecordingPlayer } from './RecordingPlayer.tsx'

import type { Outcome } from './state.ts'

/** Why there is no microphone, as an outcome that has a sentence. */
export class MicrophoneError extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super(outcome)
    this.name = 'MicrophoneError'
    this.outcome = outcome
  }
}

const outcomes: Record<string, Outcome> = {
  NotAllowedError: 'mic-denied',
  SecurityError: 'mic-denied',
  NotFoundError: 'mic-missing',
  OverconstrainedError: 'mic-missing',
  NotReadableError: 'mic-busy',
  AbortError: 'mic-busy',
}

/** Asks the person for the microphone; rejects with a MicrophoneError. */
export async function openMicrophone(): Promise<MediaStream> {
  // Browsers hide the whole API from pages that came over plain http from another host.
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError('mic-insecure')
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
  } catch (error) {
    throw new MicrophoneError(outcomes[error instanceof Error ? error.name : ''] ?? 'mic-missing')
  }
}

export const closeStream = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** Which of the operator's windows this is: `main`, or the id of the one conversation's that it stands for. */
export const windowId: string = new URLSearchParams(globalThis.location?.search ?? '').get('popOut') ?? 'main'

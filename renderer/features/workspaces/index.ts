export { type Beside, besideNames, keepBesides, useBesides } from './besides.ts'
export { workspaceTexts } from './texts.ts'
export { useWorkspaces } from './use-workspaces.ts'
export { WorkspaceList } from './WorkspaceList.tsx'

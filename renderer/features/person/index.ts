export { useNameless } from './names.ts'
export { type PersonState, personOf, personsOf, usePerson } from './store.ts'

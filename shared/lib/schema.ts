import * as z from 'zod/mini'

// The console's pages forbid eval, and zod's compiled parsers need `new Function`: interpret instead.
z.config({ jitless: true })

export { z }

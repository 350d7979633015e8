// What require('electron') gives inside the host: the same singleton that `import` sees.
module.exports = require('./electron.ts').default

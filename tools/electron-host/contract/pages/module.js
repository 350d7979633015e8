import { greeting } from './imported.js'

document.getElementById('from-module').textContent = greeting

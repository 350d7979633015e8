// The first script of the page: whatever a preload exposes must be there already.
window.apiAtStart = typeof window.api
window.violations = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(event.effectiveDirective),
)

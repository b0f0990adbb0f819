// The stub that lets a page call tilltrail() before till.js has arrived, and the bar that asks.

window.tilltrail =
  window.tilltrail ||
  function () {
    ;(window.tilltrail.q = window.tilltrail.q || []).push(arguments)
  }

const KEY = 'fjellkaffe-consent'

export function track(...call) {
  window.tilltrail(...call)
}

/** Tells the snippet what the visitor has decided earlier, or asks. */
export function askConsent() {
  const decided = localStorage.getItem(KEY)
  if (decided) return track('consent', decided)
  const bar = document.createElement('aside')
  bar.className = 'consent'
  bar.setAttribute('aria-label', 'Consent')
  bar.innerHTML = `<p>May we remember which post brought you?</p>
    <div><button type="button" value="granted">Yes</button><button type="button" value="denied">No</button></div>`
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button) return
    localStorage.setItem(KEY, button.value)
    track('consent', button.value)
    bar.remove()
  })
  document.body.append(bar)
}

/** The way back: forget the decision and ask again. */
export function askAgain() {
  localStorage.removeItem(KEY)
  track('consent', 'denied')
  document.querySelector('.consent')?.remove()
  askConsent()
}

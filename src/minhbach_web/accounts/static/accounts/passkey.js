// Passkeys. A form with data-passkey ("create" or "get") asks the browser for a key before it is
// sent; data-options holds what the server asks for, or data-source where to fetch it.
(() => {
  'use strict'
  const bytes = (text) => Uint8Array.from(
    atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }))

  async function create (key) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        user: { ...key.user, id: bytes(key.user.id) },
        excludeCredentials: known(key.excludeCredentials),
        authenticatorSelection: {
          ...key.authenticatorSelection,
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required'
        }
      }
    })
    return {
      ...plain(made),
      response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : []
      }
    }
  }

  async function get (key) {
    const found = await navigator.credentials.get({
      publicKey: { ...key, challenge: bytes(key.challenge), allowCredentials: known(key.allowCredentials) }
    })
    const { clientDataJSON, authenticatorData, signature, userHandle } = found.response
    return {
      ...plain(found),
      response: {
        clientDataJSON: text(clientDataJSON),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
        userHandle: userHandle ? text(userHandle) : null
      }
    }
  }

  const plain = (one) => ({
    id: one.id,
    rawId: text(one.rawId),
    type: one.type,
    clientExtensionResults: one.getClientExtensionResults()
  })

  async function options (form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options)
    const answer = await fetch(form.dataset.source, { headers: { Accept: 'application/json' } })
    return (await answer.json()).request_options
  }

  function prepare (form) {
    const trouble = form.querySelector('[data-passkey-trouble]')
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      trouble.hidden = true
      try {
        const { publicKey } = await options(form)
        const key = await (form.dataset.passkey === 'create' ? create : get)(publicKey)
        form.elements.credential.value = JSON.stringify(key)
        form.submit()
      } catch (error) {
        trouble.hidden = false
      }
    })
    form.hidden = false
  }

  if (!window.PublicKeyCredential) return
  document.querySelectorAll('form[data-passkey]').forEach(prepare)
  document.querySelectorAll('[data-passkey-none]').forEach((words) => { words.hidden = true })
})()

/* Shows a survey within a page:
 *   <script async src="https://cx.example.org/survey.js" data-survey="after-contact"></script>
 *
 * data-survey    the survey's name. The survey names the sites that may show it.
 * data-position  "inline" (usual): where the script stands; "popover": behind a button in the corner of the page.
 * data-label     what the button of a popover says; "Feedback" unless told.
 * data-title     what the frame is called for those who do not see it; "Survey" unless told.
 * data-close     what the button that closes a popover is called; "Close" unless told.
 * data-language  the language; that of the browser unless told.
 * data-fields    what is sent along, as in an address: "source=help&user_id=42".
 * data-remember  for how many days somebody who answered or closed is not asked again on this device. It is kept in the
 *                page's own storage, and only while data-consent says "given", which the page may set at any time.
 *
 * No cookies, no style attributes: a content security policy needs this server in script-src and frame-src only.
 * The page hears `throughline:completed` and `throughline:closed` on the document.
 */
(function () {
  'use strict';
  var script = document.currentScript;
  if (!script || !script.dataset.survey) return;
  var data = script.dataset;
  var origin = new URL(script.src).origin;
  var key = 'throughline.survey.' + data.survey;
  var popover = data.position === 'popover';
  var frame, dialog, button;

  function style(element, rules) {
    for (var name in rules) element.style.setProperty(name, rules[name]);
    return element;
  }

  /* The page's storage may be closed to it. */
  function stored() {
    try {
      return Number(localStorage.getItem(key)) || 0;
    } catch (refused) {
      return 0;
    }
  }

  function remember() {
    var days = Number(data.remember);
    if (!(days > 0) || data.consent !== 'given') return;
    try {
      localStorage.setItem(key, String(Date.now() + days * 864e5));
    } catch (refused) {
      /* Then they are asked again. */
    }
  }

  function tell(what) {
    document.dispatchEvent(new CustomEvent('throughline:' + what, { detail: { survey: data.survey } }));
  }

  function address() {
    var query = new URLSearchParams(data.fields || '');
    query.set('embed', 'true');
    if (data.language) query.set('lang', data.language);
    return origin + '/s/' + encodeURIComponent(data.survey) + '?' + query;
  }

  function framed() {
    frame = document.createElement('iframe');
    frame.title = data.title || 'Survey';
    frame.src = address();
    frame.setAttribute('sandbox', 'allow-forms allow-scripts allow-same-origin');
    return style(frame, { display: 'block', width: '100%', height: '26rem', border: '0' });
  }

  function close() {
    if (dialog.open) dialog.close();
  }

  /* A modal dialog keeps the focus within, closes with Escape, and gives the focus back to the button. */
  function build() {
    dialog = style(document.createElement('dialog'), {
      width: 'min(26rem, calc(100vw - 1rem))', 'max-height': 'calc(100vh - 1rem)', margin: 'auto .5rem .5rem auto', padding: '0',
      border: '1px solid #767f8c', 'border-radius': '.75rem', 'box-sizing': 'border-box', overflow: 'auto'
    });
    dialog.setAttribute('aria-label', data.title || 'Survey');
    var out = style(document.createElement('button'), {
      display: 'block', 'min-width': '44px', 'min-height': '44px', margin: '0 0 0 auto', padding: '0', border: '0',
      background: 'none', color: 'inherit', font: '1.5rem/1 system-ui, sans-serif', cursor: 'pointer'
    });
    out.type = 'button';
    out.textContent = '\u00d7';
    out.setAttribute('aria-label', data.close || 'Close');
    out.addEventListener('click', close);
    dialog.addEventListener('close', function () {
      remember();
      tell('closed');
    });
    dialog.append(out, framed());
    document.body.append(dialog);
  }

  function place() {
    if (stored() > Date.now()) return;
    if (!popover) {
      script.after(framed());
      return;
    }
    button = style(document.createElement('button'), {
      position: 'fixed', right: '1rem', bottom: '1rem', 'z-index': '2147483000', 'min-height': '44px', padding: '0 1.25rem',
      border: '1px solid #0b62c4', 'border-radius': '1.5rem', background: '#0b62c4', color: '#fff',
      font: '1rem/1.5 system-ui, sans-serif', cursor: 'pointer'
    });
    button.type = 'button';
    button.textContent = data.label || 'Feedback';
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', function () {
      if (!dialog) build();
      dialog.showModal();
    });
    document.body.append(button);
  }

  addEventListener('message', function (event) {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin || !event.data) return;
    var said = event.data;
    if (said.type === 'throughline.survey.height' && said.height > 0) frame.style.setProperty('height', Math.ceil(said.height) + 'px');
    if (said.type === 'throughline.survey.closed' && dialog) close();
    if (said.type === 'throughline.survey.completed') {
      remember();
      tell('completed');
      if (!dialog) return;
      /* The thanks are read before it closes, and it is not offered again. */
      setTimeout(close, 4000);
      button.remove();
    }
  });

  if (document.body) place();
  else addEventListener('DOMContentLoaded', place);
})();

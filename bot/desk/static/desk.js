// Makes pages better that work without it: what changes shows by itself, keys reach what
// is needed often, and a button that was pressed is not pressed twice.
(function () {
  'use strict';

  // --- live: the page names its stream in data-live-from; when told "changed" it fetches
  // itself and replaces the parts that carry data-live, but never one that is typed in.
  var from = document.querySelector('[data-live-from]');
  var note = document.querySelector('.live-note');
  var fetching = false, again = false;

  function busy(part) {
    var at = document.activeElement;
    return part.contains(at) && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  }

  function swap(html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html'), any = false;
    document.querySelectorAll('[data-live]').forEach(function (old) {
      var next = fresh.querySelector('[data-live="' + old.dataset.live + '"]');
      if (!next || busy(old) || next.innerHTML === old.innerHTML) return;
      var at = old.contains(document.activeElement) ? document.activeElement.id : '';
      old.replaceWith(document.adoptNode(next));
      if (at && document.getElementById(at)) document.getElementById(at).focus();
      any = true;
    });
    if (any && note) note.textContent = note.dataset.changed;
  }

  // A form that comes back with a fault has the address it was sent to: asking for that again
  // would find nothing, and loading it anew would send it twice.
  function own() {
    var page = from.dataset.livePage || from.dataset.liveFrom.replace(/^\/live/, '');
    return location.pathname === page ? location.href : page;
  }

  function refresh() {
    if (fetching) { again = true; return; }
    fetching = true;
    fetch(own(), {headers: {'Desk-Live': '1'}, redirect: 'manual'})
      .then(function (r) { return r.ok ? r.text() : location.replace(own()); })
      .then(function (html) { if (html) swap(html); })
      .catch(function () {})
      .then(function () { fetching = false; if (again) { again = false; refresh(); } });
  }

  if (from && window.EventSource) {
    var source = new EventSource(from.dataset.liveFrom);
    source.addEventListener('changed', refresh);
    source.addEventListener('open', refresh); // what came between the page and its stream, or while it was broken
    addEventListener('pagehide', function () { source.close(); });
  }

  // --- keys: data-key="v" on a link or button is pressed by that key, outside of fields.
  addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select')) return;
    var target = document.querySelector('[data-key="' + CSS.escape(e.key) + '"]');
    if (target) { e.preventDefault(); target.click(); target.focus(); }
  });

  // --- forms: one press is one press; data-sends on a field sends its form when it changes.
  addEventListener('submit', function (e) {
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = '1';
  });
  addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (f) { delete f.dataset.sent; });
  });
  addEventListener('change', function (e) {
    if (e.target.matches('[data-sends]')) e.target.form.requestSubmit();
  });

  // --- Telegram: it puts what it vouches for behind the # of the Mini App's address. In a
  // frame, as on web.telegram.org, no cookie would be kept: then the link below is the way.
  var app = document.querySelector('form[data-telegram]');
  var data = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData');
  if (app && data && window.top === window) {
    app.elements.data.value = data;
    history.replaceState(null, '', location.pathname + location.search);
    app.submit();
  }

  // --- print: a button with data-print opens the browser's own window for it.
  document.querySelectorAll('[data-print]').forEach(function (b) {
    b.hidden = false;
    b.addEventListener('click', function () { print(); });
  });
})();

/**
 * Makes a timeline a window over time: wheel, drag, buttons and keys change what its inner picture shows, and the times below. Without it
 * the figure shows the whole window.
 */
export const TIMELINE_SCRIPT = `
for (const plot of document.querySelectorAll('.timeline')) {
  const length = Number(plot.dataset.length);
  const shortest = length / 1000;
  let from = 0;
  let shown = length;
  const draw = () => {
    for (const air of plot.querySelectorAll('.air')) {
      const height = air.getAttribute('viewBox').split(' ')[3];
      air.setAttribute('viewBox', from + ' 0 ' + shown + ' ' + height);
      const times = [...air.parentNode.querySelectorAll('.time')];
      const digits = Math.max(0, Math.ceil(-Math.log10(shown / (times.length - 1)) + 0.3));
      times.forEach((time, i) => {
        time.textContent = (from + (shown * i) / (times.length - 1)).toFixed(digits);
      });
    }
  };
  const look = (start, span) => {
    shown = Math.min(length, Math.max(shortest, span));
    from = Math.min(length - shown, Math.max(0, start));
    draw();
  };
  const zoom = (factor, at = 0.5) => look(from + at * shown * (1 - factor), shown * factor);
  const move = share => look(from + share * shown, shown);
  // Where the inner picture lies on the screen: its own box would be that of the bars in it.
  const span = () => {
    const air = [...plot.querySelectorAll('.air')].find(one => one.parentNode.getClientRects().length > 0);
    const outer = air.parentNode.getBoundingClientRect();
    const scale = outer.width / air.parentNode.viewBox.baseVal.width;
    return { left: outer.left + scale * air.getAttribute('x'), width: scale * air.getAttribute('width') };
  };
  const place = event => {
    const { left, width } = span();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  plot.addEventListener('wheel', event => {
    // The whole window shown, the page scrolls on.
    if (event.deltaY > 0 && shown === length) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, place(event));
  }, { passive: false });
  let dragged;
  plot.addEventListener('pointerdown', event => {
    if (event.target.closest('svg')) dragged = { at: event.clientX, from };
  });
  addEventListener('pointermove', event => {
    if (dragged) look(dragged.from - ((event.clientX - dragged.at) / span().width) * shown, shown);
  });
  addEventListener('pointerup', () => { dragged = undefined; });
  plot.addEventListener('keydown', event => {
    if (event.key === '+') zoom(0.5);
    else if (event.key === '-') zoom(2);
    else if (event.key === '0') look(0, length);
  });
  const bar = document.createElement('p');
  bar.className = 'zoom';
  const actions = [
    ['Zoom in', () => zoom(0.5)],
    ['Zoom out', () => zoom(2)],
    ['Earlier', () => move(-0.5)],
    ['Later', () => move(0.5)],
    ['Whole window', () => look(0, length)],
  ];
  for (const [name, action] of actions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', action);
    bar.append(button);
  }
  plot.before(bar);
}
`;

/** What is wrong with the layout of the open page, one sentence each. Runs inside the browser, so it is plain JavaScript. */
export const LAYOUT_PROBLEMS = `(() => {
  const problems = [];
  const slack = 0.5;
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth)
    problems.push('the page scrolls sideways: ' + page.scrollWidth + ' > ' + page.clientWidth);
  const boxOf = element => element.getBoundingClientRect();
  const isShown = element => element.getClientRects().length > 0;
  for (const svg of document.querySelectorAll('svg[role=img]')) {
    if (!isShown(svg)) continue;
    const name = svg.querySelector('title').textContent;
    const frame = boxOf(svg);
    if (frame.width < 200) problems.push(name + ': only ' + frame.width + ' px wide');
    const texts = [...svg.querySelectorAll('text')];
    texts.forEach((text, index) => {
      const box = boxOf(text);
      if (box.width === 0) problems.push(name + ': empty text');
      if (parseFloat(getComputedStyle(text).fontSize) * (frame.width / svg.viewBox.baseVal.width) < 10)
        problems.push(name + ': text below 10 px: ' + text.textContent);
      if (box.left < frame.left - slack || box.right > frame.right + slack || box.top < frame.top - slack || box.bottom > frame.bottom + slack)
        problems.push(name + ': clipped: ' + text.textContent);
      for (const other of texts.slice(index + 1)) {
        const second = boxOf(other);
        const apart = box.right <= second.left + slack || second.right <= box.left + slack || box.bottom <= second.top + slack || second.bottom <= box.top + slack;
        if (!apart) problems.push(name + ': "' + text.textContent + '" overlaps "' + other.textContent + '"');
      }
    });
    for (const mark of svg.querySelectorAll('.marker')) {
      const box = boxOf(mark);
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        problems.push(name + ': a marker is clipped');
    }
  }
  const shown = [...document.querySelectorAll('svg[role=img]')].filter(isShown).map(boxOf);
  shown.forEach((box, index) => {
    for (const other of shown.slice(index + 1))
      if (box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1)
        problems.push('two figures overlap');
  });
  for (const picture of document.images)
    if (boxOf(picture).width < 48 || boxOf(picture).height < 48 || picture.naturalWidth === 0)
      problems.push('a picture is not shown: ' + picture.alt);
  return problems;
})()`;

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html, trusted } from './html.ts';

describe('html', () => {
  it('escapes inserted text, in content and in attributes', () => {
    const name = `"><script>alert('x')</script>&`;
    expect(html`<p title="${name}">${name}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  it('takes markup as it is, joins arrays and prints numbers', () => {
    const items = ['a', 'b&'].map(item => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${trusted('<hr>')}${3}`.markup).toBe(
      '<ul><li>a</li><li>b&amp;</li></ul><hr>3',
    );
  });

  it('never lets a character through that could open a tag, an attribute or an entity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        return !/[<>"'&]/.test(escapeHtml(text).replaceAll(/&(amp|lt|gt|quot|#39);/g, ''));
      }),
    );
  });
});

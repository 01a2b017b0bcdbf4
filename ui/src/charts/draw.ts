/**
 * A picture as a file, made in the browser: the vector with its looks written into it, or painted pixel by pixel. It is
 * painted by hand, because the content security policy lets no image be made of a text.
 */

const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'];
const SHAPES = 'path, rect, circle, line, text';
const MARGIN = 16;

const hidden = (look: CSSStyleDeclaration): boolean => look.display === 'none' || look.visibility === 'hidden';

/** What lies behind a picture. */
const ground = (svg: SVGSVGElement): string => getComputedStyle(svg).getPropertyValue('--ground') || getComputedStyle(document.body).getPropertyValue('background-color') || '#fff';

/** The text of an SVG file that looks as the page does now. */
export function vector(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[...svg.querySelectorAll<SVGElement>('*')], [...copy.querySelectorAll<SVGElement>('*')]];
  from.forEach((element, at) => {
    const twin = to[at];
    if (!twin) return;
    const look = getComputedStyle(element);
    for (const { name } of [...twin.attributes]) if (/^(class|style|role|tabindex|id|aria-.*)$/.test(name)) twin.removeAttribute(name);
    if (!element.matches(SHAPES)) {
      if (look.opacity !== '1') twin.setAttribute('opacity', look.opacity);
      return;
    }
    if (hidden(look)) twin.remove();
    else for (const name of LOOKS) if (look.getPropertyValue(name) !== '') twin.setAttribute(name, look.getPropertyValue(name));
  });
  const { width, height } = svg.viewBox.baseVal;
  for (const name of ['class', 'style', 'role', 'tabindex', 'aria-label', 'aria-activedescendant']) copy.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: -MARGIN, y: -MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN, fill: ground(svg) })) back.setAttribute(name, String(value));
  copy.setAttribute('viewBox', `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`);
  copy.setAttribute('width', String(width + 2 * MARGIN));
  copy.setAttribute('height', String(height + 2 * MARGIN));
  copy.prepend(back);
  return new XMLSerializer().serializeToString(copy);
}

/** The outline of a shape. */
function outline(element: SVGElement): Path2D {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  if (element.matches('path')) return new Path2D(element.getAttribute('d') ?? '');
  const path = new Path2D();
  if (element.matches('rect')) path.roundRect(number('x'), number('y'), Math.max(0, number('width')), Math.max(0, number('height')), number('rx'));
  else if (element.matches('circle')) path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  else {
    path.moveTo(number('x1'), number('y1'));
    path.lineTo(number('x2'), number('y2'));
  }
  return path;
}

/** How much shows of an element through all that it lies in. */
function shows(element: Element, svg: SVGSVGElement): number {
  let opacity = 1;
  for (let each: Element | null = element; each && each !== svg; each = each.parentElement) opacity *= Number(getComputedStyle(each).opacity);
  return opacity;
}

function paintText(context: CanvasRenderingContext2D, element: SVGTextElement, look: CSSStyleDeclaration): void {
  context.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  context.textAlign = look.textAnchor === 'middle' ? 'center' : look.textAnchor === 'end' ? 'right' : 'left';
  const at = [Number(element.getAttribute('x') ?? 0), Number(element.getAttribute('y') ?? 0)] as const;
  const text = element.textContent ?? '';
  if (look.stroke !== 'none') context.strokeText(text, ...at);
  context.fillText(text, ...at);
}

/** A PNG of a picture, with so many pixels for one. */
export function painted(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round((width + 2 * MARGIN) * scale), Math.round((height + 2 * MARGIN) * scale)];
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('The browser gives no canvas to paint on: take the SVG.'));
  context.fillStyle = ground(svg);
  context.fillRect(0, 0, canvas.width, canvas.height);
  const origin = svg.getScreenCTM()?.inverse();
  for (const element of svg.querySelectorAll<SVGGraphicsElement>(SHAPES)) {
    const look = getComputedStyle(element);
    const place = element.getScreenCTM();
    if (hidden(look) || !place || !origin) continue;
    const { a, b, c, d, e, f } = origin.multiply(place);
    context.setTransform(a * scale, b * scale, c * scale, d * scale, (e + MARGIN) * scale, (f + MARGIN) * scale);
    const opacity = shows(element, svg);
    [context.fillStyle, context.strokeStyle, context.lineWidth] = [look.fill === 'none' ? 'transparent' : look.fill, look.stroke, parseFloat(look.strokeWidth)];
    context.lineJoin = 'round';
    context.lineCap = look.strokeLinecap as CanvasLineCap;
    context.globalAlpha = opacity * Number(look.fillOpacity);
    if (element instanceof SVGTextElement) paintText(context, element, look);
    else {
      const path = outline(element);
      if (look.fill !== 'none' && !element.matches('line')) context.fill(path);
      context.globalAlpha = opacity * Number(look.strokeOpacity);
      context.setLineDash(look.strokeDasharray === 'none' ? [] : look.strokeDasharray.split(',').map(parseFloat));
      if (look.stroke !== 'none') context.stroke(path);
    }
  }
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The picture is too large for the browser: take the SVG.'))), 'image/png'));
}

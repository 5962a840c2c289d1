// cidraw as a page of a benchmark of diagram editors, by the DOM and the file input alone. The scene it is given is
// neutral: boxes VPC > zone > subnet with addresses, and edges. It becomes a design as a person would draw it: zones are
// columns, the subnets of one place in their zone are a tier, peerings are peerings. Edges between subnets of one VPC
// have no picture here; instead each VPC has an internet gateway, whose line goes up to the internet.
import { fileURLToPath } from 'node:url';

// What a VPC with rows of this look takes, in canvas units (src/scene/measures.rs); the scene's rows are half as high.
const LOWER = 2.2;
const WIDER = 1.05;
// The free part of a window of 1280 x 800 with the panels open. Only ratios of it are used.
const VIEW = { w: 740, h: 720 };

/** The design of a scene, as the text of a file. */
export function design({ scene }) {
  const objects = [], zoneOf = new Map(), vpcOf = new Map(), rows = new Map();
  const id = (kind, text) => `${kind}-${text.replace(/[^a-z0-9]/g, '')}`;
  for (const box of scene.boxes) {
    if (box.kind === 'vpc') {
      const vpc = id('vpc', box.id);
      objects.push({ kind: 'vpc', id: vpc, name: box.name, ipv4: [box.cidr], region: box.name.split('-').slice(1, 4).join('-'),
        at: { x: Math.round(box.x * WIDER), y: Math.round(box.y * LOWER) } });
      objects.push({ kind: 'internet_gateway', id: id('igw', box.id), name: `igw-${box.id}`, vpc });
      vpcOf.set(box.id, vpc);
    } else if (box.kind === 'az') {
      zoneOf.set(box.id, { vpc: vpcOf.get(box.parent), name: box.name, key: box.parent, count: 0 });
    } else {
      const zone = zoneOf.get(box.parent), row = zone.count++;
      const tier = id('tier', `${zone.key}t${row}`);
      if (!rows.has(tier)) {
        rows.set(tier, true);
        objects.push({ kind: 'tier', id: tier, name: box.name.split('-')[0], vpc: zone.vpc, order: row, role: row ? 'private' : 'public' });
      }
      objects.push({ kind: 'subnet', id: id('subnet', box.id), name: box.name, vpc: zone.vpc, tier, zone: zone.name, ipv4: box.cidr });
    }
  }
  for (const edge of scene.edges.filter((edge) => edge.kind === 'peering'))
    objects.push({ kind: 'peering', id: id('pcx', edge.id), name: edge.id, requester: vpcOf.get(edge.from), accepter: vpcOf.get(edge.to) });
  return JSON.stringify({ cidraw: 1, objects });
}

// The design is higher than the scene, so "everything in view" is another scale. A power makes 30 steps of the one the
// 30 steps of the other; both begin at 100 %.
const power = ({ w, h }) => {
  const fit = (w, h) => Math.min(VIEW.w / w, VIEW.h / h) * 0.95;
  return Math.log(fit(w * WIDER, h * LOWER)) / Math.log(fit(w, h));
};

// In the page: where the camera is, and how to bring it elsewhere by the wheel, as a hand would.
const camera = `document.querySelector('[data-testid=canvas]').dataset.camera.split(' ').map(Number)`;
const look = (x, y, scale) => `(async () => {
  const canvas = document.querySelector('[data-testid=canvas]'), box = canvas.parentElement.getBoundingClientRect();
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const wheel = (deltaX, deltaY, ctrlKey) => canvas.dispatchEvent(new WheelEvent('wheel',
    { deltaX, deltaY, ctrlKey, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true }));
  const wanted = (${scale});
  for (let i = 0; i < 40; i++) {
    const left = Math.log(wanted / ${camera}[2]);
    if (Math.abs(left) < 1e-4) break;
    const steps = Math.min(9, Math.ceil(Math.abs(left) / 0.09));
    for (let k = 0; k < steps; k++) wheel(0, -100 * left / Math.ceil(Math.abs(left) / 0.09), true);
    await frame();
  }
  const [left, top, now] = ${camera};
  wheel(((${x}) - left) * now, ((${y}) - top) * now, false);
  await frame();
  return true;
})()`;

const place = (box) => `document.querySelector('[data-id="vpc-${box.id.split('-az')[0].replace(/[^a-z0-9]/g, '')}"]').getBoundingClientRect().toJSON()`;

export default (() => {
  let by = 1, size = { w: 1, h: 1 };
  return {
    name: 'cidraw', label: 'cidraw', kind: 'editor',
    serve: process.env.CIDRAW_DIST ?? fileURLToPath(new URL('../dist', import.meta.url)),
    prepare: ({ scene }) => { size = scene.bounds; by = power(size); return design({ scene }); },
    open: ({ base }) => `${base}/`,
    load: {
      ready: `document.documentElement?.dataset.ready === 'true'`,
      input: '[data-testid=open-file]',
      file: ({ data, size }) => ({ name: `scene-${size}.cidraw.json`, mimeType: 'application/json', text: data }),
    },
    // All is drawn and checked; then the view goes where every page begins: 100 %, the scene's origin.
    painted: `(() => {
      const canvas = document.querySelector('[data-testid=canvas]');
      if (!(canvas && Number(canvas.dataset.checked) > 0 && canvas.dataset.checked === canvas.dataset.revision)) return false;
      if (!window.begun) window.begun = ${look('0', '0', '1')}.then(() => { window.there = true; });
      return window.there === true;
    })()`,
    canvas: '[data-testid=canvas]',
    // A subnet has its place in the grid of its VPC: what moves freely is the VPC, with all that is in it. It is taken
    // by its title.
    boxPoint: (box) => `(({ x, y }) => ({ x: x + 40, y: y + 16 }))(${place(box)})`,
    boxPos: place,
    zoomDelta: (factor) => -100 * by * Math.log(factor),
    view: () => `(() => { const [x, y, scale] = ${camera}; return { tx: -x * scale, ty: -y * scale, zoom: scale ** (1 / ${by}) }; })()`,
    setView: ({ tx, ty, zoom }) => {
      // The same middle of the scene in the middle of the view.
      const middle = `{ x: (box.width / 2 - (${tx})) / ${zoom} * ${WIDER}, y: (box.height / 2 - (${ty})) / ${zoom} * ${LOWER} }`;
      const scale = zoom ** by;
      return zoom === 1 && tx === 0 && ty === 0
        ? look('0', '0', '1')
        : look(`((m) => m.x - box.width / 2 / now)(${middle})`, `((m) => m.y - box.height / 2 / now)(${middle})`, String(scale));
    },
    edit: { before: ['Escape', 'Escape'], selectAll: { key: 'Control+a' }, del: { key: 'Delete' }, undo: { key: 'Control+z' } },
    focus: `document.querySelector('[data-testid=canvas]').focus()`,
    minZoom: 0.005,
  };
})();

/** The page on which somebody plays the city: what it has dispatched, what came back, and buttons for its answers. */
export const cityPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>市级平台（模拟）</title>
<style>
body { font: 15px/1.6 "Microsoft YaHei", "PingFang SC", sans-serif; margin: 24px; color: #1f2937; }
h1 { font-size: 20px; } button { margin: 0 6px 4px 0; padding: 4px 10px; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid #d1d5db; padding: 6px 8px; text-align: left; vertical-align: top; }
.office { color: #1d4ed8; }
figure { margin: 4px 0 8px; } figure img { display: block; max-width: 240px; max-height: 160px; border: 1px solid #d1d5db; }
figcaption { font-size: 13px; overflow-wrap: anywhere; } label { white-space: nowrap; }
</style>
<h1>市级平台（模拟，仅供演练）</h1>
<p><button id="dispatch">派件</button> 意见 <input id="words" size="40" value="请核实后办理"> <label>随下一条消息发附件 <input type="file" id="along" multiple></label></p>
<p id="wrong" role="alert"></p>
<table><thead><tr><th>市级编号</th><th>内容</th><th>往来</th><th>收到的附件</th><th>操作</th></tr></thead><tbody id="orders"></tbody></table>
<script>
const names = { PD: '派件', TJDF: '答复退件', SQDF: '答复申请', CB: '退回重办', QR: '确认', BQR: '不予确认',
  QS: '签收', TJSQ: '申请退件', SQ: '提交申请', JG: '提交结果' };
const play = async (act) => {
  const response = await fetch('/play', act && {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(act) });
  document.getElementById('wrong').textContent = response.ok ? '' : '没有办成（' + response.status + '）：附件太大或内容不对';
  if (response.ok) show(await response.json());
  return response.ok;
};
const chosen = async () => Promise.all([...document.getElementById('along').files].map(async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: file.name, content: btoa(text) };
}));
const playWithFiles = async (act) => {
  if (await play({ ...act, files: await chosen() })) document.getElementById('along').value = '';
};
const words = () => document.getElementById('words').value;
const cell = (row, text) => { const td = row.insertCell(); td.textContent = text; return td; };
const button = (td, text, act) => {
  const one = document.createElement('button');
  one.textContent = text;
  one.onclick = () => playWithFiles(act());
  td.append(one);
};
const size = (bytes) => bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB';
function figure({ name, mediaType, byteLength, url }) {
  const one = document.createElement('figure');
  if (mediaType.startsWith('image/')) {
    const image = document.createElement('img');
    image.src = url;
    image.alt = name;
    one.append(image);
  }
  const caption = document.createElement('figcaption');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = name;
  caption.append(link, ' ' + size(byteLength));
  one.append(caption);
  return one;
}
let shown = '';
function show({ orders, files }) {
  // A picture that is there already is not loaded again.
  const now = JSON.stringify([orders, files]);
  if (now === shown) return;
  shown = now;
  const body = document.getElementById('orders');
  body.replaceChildren();
  for (const { cityNo, content, said, asked } of orders) {
    const row = body.insertRow();
    cell(row, cityNo);
    cell(row, content);
    const course = cell(row, '');
    for (const { by, what } of said) {
      const span = document.createElement('div');
      span.className = by;
      span.textContent = (by === 'city' ? '市级：' : '水务：') + (names[what] ?? what);
      course.append(span);
    }
    const received = cell(row, '');
    received.append(...files.filter((file) => file.cityNo === cityNo).map(figure));
    const acts = cell(row, '');
    button(acts, '同意退件', () => ({ kind: 'answerReturn', cityNo, agrees: true, words: words() }));
    button(acts, '不同意退件', () => ({ kind: 'answerReturn', cityNo, agrees: false, words: words() }));
    for (const applicationId of asked) {
      button(acts, '批准申请', () => ({ kind: 'answerApplication', cityNo, applicationId, agrees: true, words: words() }));
      button(acts, '不批准申请', () => ({ kind: 'answerApplication', cityNo, applicationId, agrees: false, words: words() }));
    }
    button(acts, '退回重办', () => ({ kind: 'rework', cityNo, words: words() }));
    button(acts, '确认', () => ({ kind: 'confirm', cityNo }));
    button(acts, '不予确认', () => ({ kind: 'reject', cityNo, words: words() }));
  }
}
document.getElementById('dispatch').onclick = () => playWithFiles({ kind: 'dispatch' });
play();
setInterval(() => play(), 2000);
</script>
</html>
`;

/**
 * What a person reads who opened this address by hand: a launch address that is used or too old, or a page without its
 * cookie. Nothing of what was asked is in it.
 */
export const refusedPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>坐席台：这个地址不能用</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef2f5; color: #1d2b36;
    font: 16px/1.7 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
  main { max-width: 34em; margin: 24px; padding: 28px 32px; background: #fff; border-radius: 8px; }
  h1 { margin: 0 0 12px; font-size: 22px; }
  p { margin: 0 0 10px; }
  small { color: #566673; }
</style>
<main>
  <h1>这个地址不能打开坐席台</h1>
  <p>坐席台的打开地址只能用一次，半分钟内有效；收藏的、复制的和历史记录里的都打不开。</p>
  <p>坐席台已经开着的，请关闭本窗口，回到原来的窗口；没有开着的，请从桌面图标打开。</p>
  <p>从桌面图标也打不开时，请告知信息管理员。进行中的通话不受影响。</p>
  <small>代码 ipc.notAdmitted</small>
</main>
</html>
`;

/** What all peers' pages have: an account from the address, a loudspeaker, buttons. */
export interface PeerAccount {
  readonly server: string;
  readonly domain: string;
  readonly extension: string;
  readonly secret: string;
}

export function peerAccount(): PeerAccount {
  const query = new URL(location.href).searchParams;
  const value = (name: string) => query.get(name) ?? '';
  return {
    server: value('server'),
    domain: value('domain'),
    extension: value('extension'),
    secret: value('secret'),
  };
}

export function peerLoudspeaker(): HTMLAudioElement {
  const audio = document.createElement('audio');
  audio.autoplay = true;
  document.body.append(audio);
  return audio;
}

export function peerButton(name: string, act: () => void): void {
  const button = document.createElement('button');
  button.textContent = name;
  button.addEventListener('click', act);
  document.body.append(button);
}

import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

type Area = `media.${string}` | `recording.${string}`;

/** Texts of what goes wrong with sound and its recording. A code without a row does not compile. */
export const soundErrors: Readonly<Record<Extract<ErrorCode, Area>, ErrorText>> = {
  'media.microphoneDenied': {
    title: '麦克风未获使用许可',
    effect: '市民听不到您的声音；没有通话时，暂时不能接打电话。',
    action: '请在系统或浏览器的隐私设置中允许使用麦克风，再在没有通话时重新打开软电话窗口。',
    support: '检查操作系统的麦克风隐私开关和浏览器的站点权限策略。',
  },
  'media.microphoneAbsent': {
    title: '找不到麦克风',
    effect: '市民听不到您的声音；没有通话时，暂时不能接打电话。',
    action: '请立即插好耳麦或换一个；仍有提示时，在没有通话时重新打开软电话窗口。',
    support: '检查耳麦、接口和声卡驱动，确认系统的录音设备列表中有该设备。',
  },
  'media.microphoneBusy': {
    title: '麦克风被其他程序占用',
    effect: '市民听不到您的声音；没有通话时，暂时不能接打电话。',
    action: '请关闭正在使用麦克风的程序；仍有提示时，在没有通话时重新打开软电话窗口。',
    support: '检查独占方式使用声卡的程序，并在声音设置中关闭独占模式。',
  },
  'media.noRemoteAudio': {
    title: '收不到对方的语音数据',
    effect: '通话仍在继续，但 5 秒以上没有任何语音数据到达；这与对方说不说话无关。',
    action: '请先询问对方能否听清；无改善时记下号码，挂断后回拨。',
    support: '检查交换机到坐席的媒体端口是否被防火墙拦截，并核对交换机的媒体地址。',
  },
  'media.noLocalAudio': {
    title: '对方听不到您',
    effect: '您的声音没有发出去，市民那边无声。',
    action: '请检查耳麦的静音开关和插头；必要时在“声音与设备”中换一个麦克风。',
    support: '查看麦克风权限、设备状态和发送的语音包计数。',
  },
  'media.lossReceiving': {
    title: '对方声音断续',
    effect: '从市民方向来的语音包有丢失。',
    action: '请对方放慢语速、重复要点，重要信息复述确认；持续时告知班长。',
    support: '检查本机到交换机的网络丢包，优先使用有线网络。',
  },
  'media.lossSending': {
    title: '对方听不清',
    effect: '发往市民方向的语音包有丢失。',
    action: '请放慢语速、复述要点；持续时告知班长。',
    support: '检查本机到交换机的上行丢包，优先使用有线网络。',
  },
  'media.delayHigh': {
    title: '通话延迟较大',
    effect: '双方容易抢话，会互相打断。',
    action: '请说完一句后稍等对方回应。',
    support: '检查本机到交换机的往返时延和抖动。',
  },
  'media.microphoneSilent': {
    title: '麦克风无声',
    effect: '接听后市民将听不到您，所以席位显示“不可接听”。',
    action: '请检查耳麦的静音开关和插头，或在“声音与设备”中换一个麦克风。',
    support: '麦克风输出全为零：检查系统静音、驱动和硬件开关。',
  },
  'media.ringerAbsent': {
    title: '振铃设备不可用',
    effect: '来电时可能听不到铃声，画面提示照常。',
    action: '请在“声音与设备”中换一个振铃设备。',
    support: '所选输出设备已拔出或被系统停用。',
  },
  'media.negotiationFailed': {
    title: '语音通道建立失败',
    effect: '这通电话没有接通，市民可能会再次来电。',
    action: '请按来电号码回拨；连续发生时告知班长。',
    support: '核对交换机的编码、加密和网页通话设置，并检查本机的网络接口。',
  },
  'media.noAudioLine': {
    title: '对方未提供语音',
    effect: '对方只发来传真、视频或已关闭的语音，这次没有接通；已在进行的通话照旧。',
    action: '请按号码给对方回拨；如是传真，请告知传真号码。',
    support: '对方的会话描述中没有可用的音频行，检查交换机是否把传真或视频来电送到了坐席。',
  },
  'media.notEncrypted': {
    title: '交换机未按网页通话方式送来语音',
    effect: '语音无法加密传送，这次没有接通；已在进行的通话照旧。',
    action: '请按号码给对方回拨；连续发生时告知班长并联系信息管理员。',
    support: '对方的会话描述缺少加密指纹或连通性参数，请在交换机上为本分机打开网页通话方式。',
  },
  'media.noCommonCodec': {
    title: '与对方没有共同的语音编码',
    effect: '双方听不见对方，所以没有接通；已在进行的通话照旧。',
    action: '请按号码给对方回拨；连续发生时告知班长并联系信息管理员。',
    support: '坐席支持宽带语音以及电话常用的甲律和缪律编码，请在交换机上为本分机至少允许其中一种。',
  },
  'media.changeRefused': {
    title: '对方要改变通话的声音方式，未接受',
    effect: '通话照原来的方式继续，录音照常。',
    action: '听不清或没有声音时，请告知市民并按号码回拨；连续发生时告知信息管理员。',
    support: '交换机在通话中发来的新媒体描述不能用，已答 488，会话保持原样；原因代码见详情。',
  },
  'recording.notStarted': {
    title: '录音未开始',
    effect: '通话照常进行，但到目前为止没有录音，原因已记入通话记录。',
    action: '请继续通话，并在工单中把要点写完整；通话后告知班长。',
    support: '查看同一时间的日志，检查声音设备、磁盘和密钥是否可用。',
  },
  'recording.stopped': {
    title: '录音中断',
    effect: '通话照常进行，中断之前的录音已保存，系统正在尝试重新开始。',
    action: '请继续通话，并在工单中补记要点；通话后告知班长。',
    support: '查看中断时刻的日志，检查软电话窗口和磁盘状况。',
  },
  'recording.silent': {
    title: '录音无声',
    effect: '通话照常进行，录音文件在写入，但有一方一直没有声音。',
    action: '请询问对方能否听清，并检查耳麦的静音开关。',
    support: '对照通话的收发包数和音量记录，判断是设备静音还是语音没有送达。',
  },
  'recording.losing': {
    title: '录音缺了一小段',
    effect: '通话照常进行，录音在写入；电脑太忙，最近几秒的声音没有录全，缺的位置已在录音中标出。',
    action: '请关闭不用的程序；要紧的内容请再问一遍，并写进工单。',
    support: '查看通话时电脑的处理器占用，找出占用高的程序；缺失处见录音时间轴上的标记。',
  },
  'recording.diskFull': {
    title: '磁盘已满，录音无法写入',
    effect: '通话照常进行，已写入的录音保留，后面的录音暂存内存，关机或断电会丢失。',
    action: '请继续通话，并立即告知班长和信息管理员。',
    support: '为录音所在磁盘腾出空间，不要删除录音目录中的文件，上传完成后会自动释放。',
    signedOut: {
      effect: '这台电脑现在录不上音，登录后席位显示“不可接听”。',
      action: '请立即告知班长和信息管理员，由其他坐席接听。',
    },
  },
  'recording.writeFailed': {
    title: '录音写入失败',
    effect: '通话照常进行，系统已换新文件继续录音，之前写入的部分保留。',
    action: '请继续通话；反复出现时告知信息管理员。',
    support: '检查磁盘健康状况和杀毒软件是否拦截了录音目录。',
  },
  'recording.keyUnavailable': {
    title: '本机无法安全保管录音密钥',
    effect: '通话照常进行，但系统不会用不安全的方式保存录音，因此暂不录音。',
    action: '请继续通话，并立即告知班长和信息管理员：修好之前每通都没有录音。',
    support: '启用操作系统的密钥保管服务，在无图形密钥环的系统上先安装并解锁密钥环。',
  },
  'recording.damaged': {
    title: '录音文件有损坏',
    effect: '文件与录下或归档时不一致，不能当作完整录音播放；原文件原样保留，没有删除。',
    action: '请告知班长和信息管理员，从备份或另一份副本恢复后再听。',
    support:
      '按服务器部署说明核查归档，列出不一致的文件，检查磁盘，再从备份恢复；坐席电脑上的文件不要删除。',
  },
  'recording.notFound': {
    title: '找不到这段录音',
    effect: '暂时不能听，通话记录和工单不受影响。',
    action: '请稍后再试；录音可能还在另一台电脑上等待上传。',
    support: '按录音编号在服务器和原坐席电脑上查找，核对上传队列。',
  },
};

import type { PlatformLayout } from '../layout.ts'

/**
 * Meta Ads Manager, a row per campaign, ad set or ad and day or period. Rates and costs per result aren't read: they follow
 * from the rest. Only names seen in real files stand here: a translated guess is a wrong number.
 */
export const metaAds: PlatformLayout = {
  id: 'meta-ads',
  name: 'Meta Ads Manager',
  channel: null,
  channels: ['facebook', 'instagram'],
  period: 'days',
  marks: [
    ['impressions', 'from'],
    ['impressions', 'day', 'ad'],
    ['reach', 'from'],
    ['reach', 'day', 'ad'],
    ['impressions', 'ad'],
    ['impressions', 'spend'],
  ],
  columns: [
    { holds: 'ad-id', names: { en: ['Ad ID'], th: ['ID โฆษณา'] } },
    {
      holds: 'ad',
      names: {
        en: ['Campaign name', 'Ad set name', 'Ad name'],
        pl: ['Nazwa kampanii', 'Nazwa zestawu reklam', 'Nazwa reklamy'],
        th: ['ชื่อแคมเปญ', 'ชื่อชุดโฆษณา'],
      },
    },
    { holds: 'day', names: { en: ['Day'], pl: ['Dzień'], th: ['วัน'] } },
    { holds: 'from', names: { en: ['Reporting starts'], no: ['Rapportering starter'], th: ['เริ่มการรายงาน'] } },
    { holds: 'to', names: { en: ['Reporting ends'], th: ['สิ้นสุดการรายงาน'] } },
    {
      holds: 'impressions',
      names: { en: ['Impressions'], no: ['Eksponeringer'], pl: ['Wyświetlenia'], th: ['อิมเพรสชัน'] },
    },
    { holds: 'reach', names: { en: ['Reach'], no: ['Rekkevidde'], pl: ['Zasięg'], th: ['การเข้าถึง'] } },
    { holds: 'link_clicks', names: { en: ['Link clicks'], no: ['Klikk på lenke'], pl: ['Kliknięcia linku'] } },
    { holds: 'video_views', names: { en: ['3-second video plays'], pl: ['3-sekundowe odtworzenia filmu'] } },
    {
      holds: 'spend',
      names: {
        en: ['Amount spent'],
        no: ['Beløp brukt'],
        pl: ['Wydana kwota'],
        th: ['จำนวนเงินที่ใช้จ่ายไป'],
      },
    },
  ],
}

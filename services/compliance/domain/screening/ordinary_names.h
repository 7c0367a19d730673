// SPDX-License-Identifier: Apache-2.0
// Common first and last names of fifteen countries, put together in every way that the order below
// picks: people who must not be stopped. For tests only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clearway::compliance {

struct NameStock {
    std::string_view first;
    std::string_view last;
};

inline constexpr NameStock kNameStock[] = {
    {"James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara "
     "Richard Susan Thomas",
     "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson "
     "Thompson White Harris"},
    {"Hans Peter Wolfgang Klaus Jürgen Stefan Andreas Sabine Monika Petra Anna Lukas Julia "
     "Maximilian Ursula",
     "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer "
     "Richter Klein Wolf"},
    {"Jean Marie Pierre Camille Nicolas Julien Sophie Claire Antoine Isabelle Thierry Céline "
     "Luc Élodie Hélène",
     "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent "
     "Lefebvre Michel Garnier"},
    {"Carlos Maria Jose Ana Luis Carmen Javier Lucia Miguel Elena Pablo Sofia Fernando Isabel "
     "Alejandro",
     "Garcia Rodriguez Gonzalez Fernandez Lopez Martinez Sanchez Perez Gomez Martin Jimenez "
     "Ruiz Hernandez Diaz Moreno"},
    {"Giuseppe Maria Antonio Francesca Marco Giulia Luca Chiara Paolo Elena Alessandro Sara "
     "Matteo Laura Stefano",
     "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti "
     "Mancini Costa"},
    {"João Maria José Ana António Beatriz Pedro Inês Paulo Catarina Tiago Mariana Rui Sofia "
     "Gustavo",
     "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves "
     "Gomes Lopes Almeida Ribeiro"},
    {"Ivan Olga Sergey Elena Dmitry Natalia Alexey Svetlana Mikhail Irina Andrey Tatiana "
     "Nikolay Anna Pavel",
     "Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov Novikov Fedorov Morozov "
     "Volkov Lebedev Kozlov Pavlov"},
    {"Jan Anna Piotr Katarzyna Krzysztof Małgorzata Andrzej Agnieszka Tomasz Ewa Paweł "
     "Magdalena Marcin Joanna Jakub",
     "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański "
     "Woźniak Dąbrowski Kozłowski Mazur Krawczyk Król"},
    {"Rahul Priya Amit Anjali Sanjay Sunita Vijay Lakshmi Rajesh Kavita Suresh Deepa Arjun "
     "Meera Ravi",
     "Sharma Patel Singh Kumar Gupta Reddy Nair Iyer Das Mehta Joshi Rao Chopra Verma Mishra"},
    {"Fatima Omar Layla Youssef Karim Noor Samir Hana Tariq Amina Khaled Rania Bilal Salma "
     "Ziad",
     "Haddad Khoury Mansour Farah Nasser Saleh Younes Sabbagh Rahal Taleb Najjar Shaheen Issa "
     "Darwish Qasim"},
    {"Wei Fang Min Jing Lei Yan Tao Xiuying Jun Yang Hui Ping Xin Hong Bo",
     "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu"},
    {"Haruto Yui Sota Hina Takumi Sakura Kenji Aiko Hiroshi Yuki Daiki Naomi Satoshi Emi Ryo",
     "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida "
     "Yamada Sasaki Yamaguchi Matsumoto"},
    {"Mehmet Ayşe Mustafa Fatma Ahmet Emine Ali Zeynep Emre Elif Murat Merve Can Deniz Burak",
     "Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Çetin Kara "
     "Koç"},
    {"Chinedu Ngozi Emeka Amaka Tunde Funmi Ibrahim Aisha Kelechi Chioma Segun Bola Yusuf "
     "Zainab Obinna",
     "Okafor Adeyemi Okonkwo Balogun Eze Bello Nwosu Adebayo Ogunleye Okoro Abubakar Danjuma "
     "Chukwu Onyeka Afolabi"},
    {"Erik Anna Lars Karin Johan Kristina Anders Lena Mikael Ingrid Oskar Astrid Nils Frida "
     "Gustav",
     "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson "
     "Pettersson Jonsson Lindberg Lindqvist Bergström"},
};

inline std::vector<std::string_view> Split(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto blank = text.find(' ');
        words.push_back(text.substr(0, blank));
        text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
    }
    return words;
}

// `count` names, the same number of each country, spread over all combinations.
inline std::vector<std::string> OrdinaryNames(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; names.size() < count; ++i)
        for (const auto& stock : kNameStock) {
            const auto first = Split(stock.first);
            const auto last = Split(stock.last);
            // 89 has no factor in common with 225: every combination comes once.
            const auto pick = i * 89 % (first.size() * last.size());
            names.push_back(std::string(first[pick / last.size()]) + " " +
                            std::string(last[pick % last.size()]));
            if (names.size() == count) break;
        }
    return names;
}

}  // namespace clearway::compliance
